-- AUTOINCREMENT, so that a token or permission of a deleted user can never become another's.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    is_admin INTEGER NOT NULL,
    creation_time INTEGER NOT NULL
);

CREATE TABLE access_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    scope INTEGER NOT NULL,
    workspace TEXT,
    creation_time INTEGER NOT NULL,
    expiry_time INTEGER NOT NULL,
    last_used_time INTEGER,
    UNIQUE (user_id, name)
);

-- A workspace path, 'group/*' for everything below a group, or '*' for all.
CREATE TABLE workspace_permissions (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    workspace TEXT NOT NULL,
    permission INTEGER NOT NULL,
    PRIMARY KEY (user_id, workspace)
) WITHOUT ROWID;
CREATE INDEX ix_workspace_permissions_workspace ON workspace_permissions (workspace);

CREATE TABLE experiment_permissions (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    workspace_id INTEGER NOT NULL,
    permission INTEGER NOT NULL,
    PRIMARY KEY (user_id, experiment_id)
) WITHOUT ROWID;
CREATE INDEX ix_experiment_permissions_experiment ON experiment_permissions (experiment_id);
CREATE INDEX ix_experiment_permissions_range ON experiment_permissions (user_id, workspace_id, permission);

CREATE TABLE registered_model_permissions (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    workspace_id INTEGER NOT NULL,
    permission INTEGER NOT NULL,
    PRIMARY KEY (user_id, model_id)
) WITHOUT ROWID;
CREATE INDEX ix_registered_model_permissions_model ON registered_model_permissions (model_id);
CREATE INDEX ix_registered_model_permissions_range ON registered_model_permissions (user_id, workspace_id, permission);
