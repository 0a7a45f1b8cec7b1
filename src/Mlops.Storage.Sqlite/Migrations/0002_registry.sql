CREATE TABLE registered_models (
    id INTEGER PRIMARY KEY,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    name TEXT NOT NULL,
    description TEXT,
    creation_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    -- The highest number ever given, so that none is given twice.
    last_version INTEGER NOT NULL,
    UNIQUE (workspace_id, name)
);

CREATE TABLE registered_model_tags (
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) WITHOUT ROWID;

CREATE TABLE model_versions (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    creation_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL,
    description TEXT,
    stage INTEGER NOT NULL,
    source TEXT NOT NULL,
    storage_location TEXT NOT NULL,
    run_id TEXT NOT NULL,
    run_link TEXT NOT NULL,
    status INTEGER NOT NULL,
    status_message TEXT,
    UNIQUE (model_id, version)
);
CREATE INDEX ix_model_versions_run ON model_versions (run_id);
CREATE INDEX ix_model_versions_stage ON model_versions (model_id, stage, version);

CREATE TABLE model_version_tags (
    version_id INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (version_id, key)
) WITHOUT ROWID;

CREATE TABLE registered_model_aliases (
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    version_id INTEGER NOT NULL REFERENCES model_versions (id) ON DELETE CASCADE,
    PRIMARY KEY (model_id, alias)
) WITHOUT ROWID;
CREATE INDEX ix_registered_model_aliases_version ON registered_model_aliases (version_id);

-- Versions whose files await an inspection. Times are milliseconds since the Unix epoch.
CREATE TABLE model_inspections (
    version_id INTEGER PRIMARY KEY REFERENCES model_versions (id) ON DELETE CASCADE,
    attempts INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    lease TEXT,
    lease_until INTEGER NOT NULL
);
CREATE INDEX ix_model_inspections_due ON model_inspections (next_attempt);
