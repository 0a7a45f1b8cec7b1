CREATE TABLE workspaces (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
);
INSERT INTO workspaces (id, path) VALUES (1, '');

CREATE TABLE experiments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    name TEXT NOT NULL,
    artifact_location TEXT NOT NULL,
    lifecycle_stage INTEGER NOT NULL,
    creation_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL,
    UNIQUE (workspace_id, name)
);
CREATE INDEX ix_experiments_creation ON experiments (workspace_id, creation_time DESC, id);

CREATE TABLE experiment_tags (
    experiment_id INTEGER NOT NULL REFERENCES experiments (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)
) WITHOUT ROWID;

-- Names of metrics, parameters and tags; rows elsewhere hold the number.
CREATE TABLE keys (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    workspace_id INTEGER NOT NULL,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    start_time INTEGER NOT NULL,
    end_time INTEGER,
    artifact_uri TEXT NOT NULL,
    lifecycle_stage INTEGER NOT NULL,
    deleted_time INTEGER
);
CREATE INDEX ix_runs_page ON runs (experiment_id, lifecycle_stage, start_time DESC, run_id);

CREATE TABLE params (
    run INTEGER NOT NULL REFERENCES runs (id),
    key_id INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key_id)
) WITHOUT ROWID;

CREATE TABLE tags (
    run INTEGER NOT NULL REFERENCES runs (id),
    key_id INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key_id)
) WITHOUT ROWID;

-- Points of one metric of one run, packed: see MetricChunk.
CREATE TABLE metric_chunks (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    points INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX ix_metric_chunks_series ON metric_chunks (run, key_id);

-- The point that wins by step, timestamp and value; value is 0 where is_nan is 1.
CREATE TABLE latest_metrics (
    run INTEGER NOT NULL REFERENCES runs (id),
    key_id INTEGER NOT NULL,
    experiment_id INTEGER NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    step INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    PRIMARY KEY (run, key_id)
) WITHOUT ROWID;
CREATE INDEX ix_latest_metrics_value ON latest_metrics (experiment_id, key_id, is_nan, value);

CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT,
    profile TEXT,
    UNIQUE (experiment_id, name, digest)
);

CREATE TABLE run_datasets (
    run INTEGER NOT NULL REFERENCES runs (id),
    dataset_id INTEGER NOT NULL REFERENCES datasets (id),
    PRIMARY KEY (run, dataset_id)
) WITHOUT ROWID;
CREATE INDEX ix_run_datasets_dataset ON run_datasets (dataset_id);

CREATE TABLE run_dataset_tags (
    run INTEGER NOT NULL,
    dataset_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, dataset_id, key)
) WITHOUT ROWID;

INSERT INTO experiments (id, workspace_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
SELECT 0, 1, 'Default', 'mlflow-artifacts:/0', 0, now, now
FROM (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now);
