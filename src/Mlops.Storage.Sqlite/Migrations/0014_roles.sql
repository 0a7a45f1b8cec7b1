-- A role belongs to one workspace, by path as workspace_permissions do. AUTOINCREMENT, so that no number of a deleted role becomes another's.
CREATE TABLE roles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    UNIQUE (workspace, name)
);

-- resource_pattern: '*' for everything of the type in the role's workspace, or one experiment's id, model's name, or experiment's id/scorer's name.
CREATE TABLE role_permissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    role_id INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    resource_type TEXT NOT NULL,
    resource_pattern TEXT NOT NULL,
    permission INTEGER NOT NULL,
    UNIQUE (role_id, resource_type, resource_pattern)
);

CREATE TABLE role_assignments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id INTEGER NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    UNIQUE (user_id, role_id)
);
CREATE INDEX ix_role_assignments_role ON role_assignments (role_id);

-- What roles give to whom, in workspaces that have a number.
CREATE VIEW role_grants AS
    SELECT a.user_id, w.id AS workspace_id, r.workspace, p.resource_type, p.resource_pattern, p.permission
    FROM role_assignments a
    JOIN roles r ON r.id = a.role_id
    JOIN role_permissions p ON p.role_id = r.id
    LEFT JOIN workspaces w ON w.path = r.workspace;
