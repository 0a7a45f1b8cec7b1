CREATE TABLE evaluation_datasets (
    id INTEGER PRIMARY KEY,
    dataset_id TEXT NOT NULL UNIQUE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    name TEXT NOT NULL,
    schema_json TEXT,
    record_count INTEGER NOT NULL,
    digest TEXT NOT NULL,
    created_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL,
    created_by TEXT,
    last_updated_by TEXT
);
CREATE INDEX ix_evaluation_datasets_page ON evaluation_datasets (workspace_id, created_time DESC, dataset_id DESC);

CREATE TABLE evaluation_dataset_tags (
    dataset INTEGER NOT NULL REFERENCES evaluation_datasets (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (dataset, key)
) WITHOUT ROWID;

CREATE TABLE evaluation_dataset_experiments (
    dataset INTEGER NOT NULL REFERENCES evaluation_datasets (id) ON DELETE CASCADE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    PRIMARY KEY (dataset, experiment_id)
) WITHOUT ROWID;
CREATE INDEX ix_evaluation_dataset_experiments ON evaluation_dataset_experiments (experiment_id, dataset);

-- A record's number gives the order of its page; its inputs' hash tells it from others of the dataset.
CREATE TABLE evaluation_dataset_records (
    id INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL UNIQUE,
    dataset INTEGER NOT NULL REFERENCES evaluation_datasets (id) ON DELETE CASCADE,
    input_hash TEXT NOT NULL,
    inputs TEXT NOT NULL,
    outputs TEXT,
    expectations TEXT,
    tags TEXT NOT NULL,
    source TEXT,
    source_id TEXT,
    source_type TEXT,
    created_time INTEGER NOT NULL,
    last_update_time INTEGER NOT NULL,
    created_by TEXT,
    last_updated_by TEXT,
    UNIQUE (dataset, input_hash)
);
CREATE INDEX ix_evaluation_dataset_records_page ON evaluation_dataset_records (dataset, id);

CREATE TABLE scorers (
    id INTEGER PRIMARY KEY,
    scorer_id TEXT NOT NULL UNIQUE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (experiment_id, name)
);

CREATE TABLE scorer_versions (
    scorer INTEGER NOT NULL REFERENCES scorers (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    serialized TEXT NOT NULL,
    creation_time INTEGER NOT NULL,
    PRIMARY KEY (scorer, version)
);

CREATE TABLE online_scoring_configs (
    scorer INTEGER PRIMARY KEY REFERENCES scorers (id) ON DELETE CASCADE,
    config_id TEXT NOT NULL,
    sample_rate REAL NOT NULL,
    filter TEXT
);

CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    issue_id TEXT NOT NULL UNIQUE,
    workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    status INTEGER NOT NULL,
    severity INTEGER NOT NULL, -- -1 for none
    root_causes TEXT NOT NULL,
    categories TEXT NOT NULL,
    source_run_id TEXT,
    created_by TEXT,
    created_time INTEGER NOT NULL,
    last_updated_time INTEGER NOT NULL
);
CREATE INDEX ix_issues_page ON issues (workspace_id, experiment_id, severity DESC, created_time DESC, issue_id DESC);
