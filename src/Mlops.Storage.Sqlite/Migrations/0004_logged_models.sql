CREATE TABLE logged_models (
    id INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL UNIQUE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    experiment_id INTEGER NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    model_type TEXT NOT NULL,
    source_run_id TEXT NOT NULL,
    artifact_location TEXT NOT NULL,
    status INTEGER NOT NULL,
    status_message TEXT,
    lifecycle_stage INTEGER NOT NULL,
    creation_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL
);
CREATE INDEX ix_logged_models_page ON logged_models (experiment_id, lifecycle_stage, creation_time DESC, model_id);
CREATE INDEX ix_logged_models_source ON logged_models (source_run_id, name);

CREATE TABLE logged_model_params (
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID;

CREATE TABLE logged_model_tags (
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID;

-- One metric of one model as one run measured it on one dataset (empty texts: on none). The bounds and the latest point spare
-- searches the points; NaN counts as 0 in the bounds.
CREATE TABLE logged_model_series (
    id INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
    key_id INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id),
    dataset_name TEXT NOT NULL,
    dataset_digest TEXT NOT NULL,
    min_value REAL NOT NULL,
    max_value REAL NOT NULL,
    last_time INTEGER NOT NULL,
    last_step INTEGER NOT NULL,
    last_value REAL NOT NULL,
    last_is_nan INTEGER NOT NULL,
    UNIQUE (model, key_id, run, dataset_name, dataset_digest)
);
CREATE INDEX ix_logged_model_series_run ON logged_model_series (run);

CREATE TABLE logged_model_points (
    series INTEGER NOT NULL REFERENCES logged_model_series (id) ON DELETE CASCADE,
    timestamp INTEGER NOT NULL,
    step INTEGER NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    PRIMARY KEY (series, timestamp, step, value, is_nan)
) WITHOUT ROWID;

-- The logged models that a run read (role 0) and made (role 1, at a step). The ids are the protocol's: such a model need not be ours.
CREATE TABLE run_models (
    run INTEGER NOT NULL REFERENCES runs (id),
    role INTEGER NOT NULL,
    model_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (run, role, model_id)
) WITHOUT ROWID;
