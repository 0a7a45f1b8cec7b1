namespace Mlops.Storage.Tests.Import;

/// <summary>A database of users and permissions with the tables that MLflow 3.11 makes.</summary>
internal static class AuthDatabase
{
    /// <summary>What werkzeug made of "correct horse battery".</summary>
    public const string Hash = "scrypt:32768:8:1$8cpDHlUJGvCPZs4M$45cefa37bd0a9bc640aee05bcce514dcb9e335ebc95da61f6b697a23bc309891a7ca14ba32733161d96270ba41a19ff21db5958f7e380ff29f9c310785c8afaf";

    /// <summary>The tables of the first versions.</summary>
    private const string Old =
        """
        CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, username VARCHAR(255) UNIQUE, password_hash VARCHAR(255), is_admin BOOLEAN);
        CREATE TABLE experiment_permissions (id INTEGER NOT NULL PRIMARY KEY, experiment_id VARCHAR(255) NOT NULL, user_id INTEGER NOT NULL, permission VARCHAR(255), UNIQUE (experiment_id, user_id));
        """;

    private const string OldModels =
        """
        CREATE TABLE registered_model_permissions (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, user_id INTEGER NOT NULL, permission VARCHAR(255), UNIQUE (name, user_id));
        """;

    private const string New =
        """
        CREATE TABLE registered_model_permissions (id INTEGER NOT NULL PRIMARY KEY, workspace VARCHAR(63) DEFAULT 'default' NOT NULL, name VARCHAR(255) NOT NULL, user_id INTEGER NOT NULL, permission VARCHAR(255), UNIQUE (workspace, name, user_id));
        CREATE TABLE scorer_permissions (id INTEGER NOT NULL PRIMARY KEY, experiment_id VARCHAR(255) NOT NULL, scorer_name VARCHAR(256) NOT NULL, user_id INTEGER NOT NULL, permission VARCHAR(255), UNIQUE (experiment_id, scorer_name, user_id));
        CREATE TABLE gateway_secret_permissions (id INTEGER NOT NULL PRIMARY KEY, secret_id VARCHAR(255) NOT NULL, user_id INTEGER NOT NULL, permission VARCHAR(255));
        CREATE TABLE workspace_permissions (workspace VARCHAR(63) NOT NULL, user_id INTEGER NOT NULL, permission VARCHAR(32) NOT NULL, PRIMARY KEY (workspace, user_id));
        CREATE TABLE roles (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, workspace VARCHAR(63) NOT NULL, description VARCHAR(1024), UNIQUE (workspace, name));
        CREATE TABLE role_permissions (id INTEGER NOT NULL PRIMARY KEY, role_id INTEGER NOT NULL, resource_type VARCHAR(64) NOT NULL, resource_pattern VARCHAR(255) NOT NULL, permission VARCHAR(255) NOT NULL, UNIQUE (role_id, resource_type, resource_pattern));
        CREATE TABLE user_role_assignments (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER NOT NULL, role_id INTEGER NOT NULL, UNIQUE (user_id, role_id));
        """;

    private const string Users =
        $"""
        INSERT INTO users VALUES (1, 'admin', '{Hash}', 1), (2, 'ada', 'pbkdf2:sha256:1000$salt$00', 0), (5, 'bob', 'sha256$salt$00', 0), (7, 'a:b', '{Hash}', 0);
        INSERT INTO experiment_permissions VALUES (1, '1', 2, 'EDIT'), (2, '0', 5, 'READ'), (3, '999', 2, 'READ'), (4, 'x', 2, 'READ'), (5, '1', 99, 'READ'), (6, '2', 2, 'ALL');
        """;

    public static string Create(string folder, bool isOld = false)
    {
        var path = Path.Combine(folder, "basic_auth.db");
        MlflowDatabase.Change(path, isOld
            ? Old + OldModels + Users + "INSERT INTO registered_model_permissions VALUES (1, 'net', 2, 'MANAGE');"
            : Old + New + Users +
            """
            INSERT INTO registered_model_permissions VALUES (1, 'default', 'net', 2, 'MANAGE'), (2, 'default', 'no such model', 2, 'READ');
            INSERT INTO scorer_permissions VALUES (1, '1', 'no such scorer', 2, 'READ'), (2, '1', 'graded', 2, 'NO_PERMISSIONS');
            INSERT INTO gateway_secret_permissions VALUES (1, 's', 2, 'READ');
            INSERT INTO workspace_permissions VALUES ('default', 2, 'USE'), ('team', 5, 'MANAGE');
            INSERT INTO roles VALUES (3, 'readers', 'default', NULL), (4, 'readers', 'team', 'of the team');
            INSERT INTO role_permissions VALUES (8, 3, 'experiment', '0', 'READ'), (9, 3, 'workspace', '*', 'READ'), (10, 4, 'scorer', '0/graded', 'EDIT'), (11, 3, 'experiment', 'name', 'READ'), (12, 99, 'experiment', '*', 'READ');
            INSERT INTO user_role_assignments VALUES (1, 2, 3), (2, 5, 4), (3, 99, 3);
            """);
        return path;
    }
}
