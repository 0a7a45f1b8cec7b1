using System.Globalization;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Import.Mlflow;

/// <summary>What the rows of MLflow's users and permissions become, table by table; null for a row that hangs on nothing here.</summary>
/// <param name="session">The open transaction.</param>
/// <param name="options">How the import goes.</param>
/// <param name="users">The names of MLflow's users by number.</param>
/// <param name="roles">The workspaces and names of MLflow's roles by number.</param>
internal sealed class AuthTables(
    RelationalSession session, ImportOptions options, IReadOnlyDictionary<long, string> users, IReadOnlyDictionary<long, (string Workspace, string Name)> roles)
{
    /// <summary>A table of MLflow's, what is read of it, and what becomes of a row.</summary>
    public sealed record Table(string Name, string[] Columns, Func<AuthTables, SourceRow, ValueTask<AuthRow?>> Map, string? Optional = null);

    /// <summary>Every table, each behind those that it hangs on.</summary>
    public static IReadOnlyList<Table> All { get; } =
    [
        new("users", ["id", "username", "password_hash", "is_admin"], static (tables, row) => ValueTask.FromResult(User(row))),
        new("experiment_permissions", ["id", "user_id", "permission", "experiment_id"], static (tables, row) => tables.OnExperimentAsync(row)),
        new("registered_model_permissions", ["id", "user_id", "permission", "name", "workspace"], static (tables, row) => tables.OnModelAsync(row), "workspace"),
        new("scorer_permissions", ["id", "user_id", "permission", "experiment_id", "scorer_name"], static (tables, row) => tables.OnScorerAsync(row)),
        new("workspace_permissions", ["user_id", "user_id", "permission", "workspace"], static (tables, row) => tables.OnWorkspaceAsync(row)),
        new("roles", ["id", "name", "workspace", "description"], static (tables, row) => ValueTask.FromResult(tables.Role(row))),
        new("role_permissions", ["id", "role_id", "permission", "resource_type", "resource_pattern"], static (tables, row) => tables.OfRoleAsync(row)),
        new("user_role_assignments", ["id", "user_id", "role_id"], static (tables, row) => tables.AssignmentAsync(row)),
    ];

    private static AuthRow? User(SourceRow row)
    {
        try
        {
            UserRules.CheckUsername(row.Text(1));
        }
        catch (MlflowException)
        {
            // Nobody could sign in under such a name, nor could they at MLflow's.
            return null;
        }

        return new AuthRow("users", ["username"], [row.Text(1)], ["password_hash", "is_admin"], [row.TextOrNull(2), row.Integer(3)]) { Others = [("creation_time", 0L)] };
    }

    private async ValueTask<AuthRow?> OnExperimentAsync(SourceRow row)
    {
        var experiment = await ExperimentAsync(row.Text(3));
        return await UserAsync(row) is { } user && Level(row) is { } level && experiment is var (id, workspace)
            ? Permission("experiment_permissions", "experiment_id", user, id, level) with { Others = [("workspace_id", workspace)] }
            : null;
    }

    private async ValueTask<AuthRow?> OnModelAsync(SourceRow row)
    {
        var model = await session.QueryFirstAsync(
            "SELECT m.id, m.workspace_id FROM registered_models m JOIN workspaces w ON w.id = m.workspace_id WHERE w.path = @0 AND m.name = @1",
            static found => (Id: found.GetInt64(0), Workspace: found.GetInt64(1)), [options.WorkspaceOf(row.TextOrNull(4) ?? "default"), row.Text(3)]);
        return model.Id != 0 && await UserAsync(row) is { } user && Level(row) is { } level
            ? Permission("registered_model_permissions", "model_id", user, model.Id, level) with { Others = [("workspace_id", model.Workspace)] }
            : null;
    }

    private async ValueTask<AuthRow?> OnScorerAsync(SourceRow row)
    {
        if (await ExperimentAsync(row.Text(3)) is not var (experiment, workspace)
            || await session.QueryInt64Async("SELECT id FROM scorers WHERE experiment_id = @0 AND name = @1", [experiment, row.Text(4)]) is not { } scorer)
        {
            return null;
        }

        return await UserAsync(row) is { } user && Level(row) is { } level
            ? Permission("scorer_permissions", "scorer_id", user, scorer, level) with { Others = [("workspace_id", workspace)] }
            : null;
    }

    private async ValueTask<AuthRow?> OnWorkspaceAsync(SourceRow row) =>
        Kept(row.Text(3)) is { } workspace && await UserAsync(row) is { } user && Level(row) is { } level
            ? Permission("workspace_permissions", "workspace", user, workspace, level)
            : null;

    private AuthRow? Role(SourceRow row) => Kept(row.Text(2)) is { } workspace
        ? new AuthRow("roles", ["workspace", "name"], [workspace, row.Text(1)], ["description"], [row.TextOrNull(3)])
        : null;

    private async ValueTask<AuthRow?> OfRoleAsync(SourceRow row)
    {
        var (type, pattern) = (row.Text(3), Pattern(row.Text(3), row.Text(4)));
        try
        {
            RoleResource.Check(type, pattern);
        }
        catch (MlflowException)
        {
            return null;
        }

        return await RoleAsync(row.Integer(1)) is { } role && Level(row) is { } level
            ? new AuthRow("role_permissions", ["role_id", "resource_type", "resource_pattern"], [role, type, pattern], ["permission"], [level])
            : null;
    }

    private async ValueTask<AuthRow?> AssignmentAsync(SourceRow row) => await UserAsync(row) is { } user && await RoleAsync(row.Integer(2)) is { } role
        ? new AuthRow("role_assignments", ["user_id", "role_id"], [user, role], [], [])
        : null;

    private static AuthRow Permission(string table, string column, long user, object resource, long level) =>
        new(table, ["user_id", column], [user, resource], ["permission"], [level]) { Order = level };

    private static long? Level(SourceRow row) => PermissionName.TryParse(row.TextOrNull(2), out var permission) ? (long)permission : null;

    /// <summary>
    /// The workspace path of what is given in a whole workspace. Where all are put into one, what another than the default one gave would
    /// open more than it did.
    /// </summary>
    private string? Kept(string workspace) => options.Workspace is null || workspace == "default" ? options.WorkspaceOf(workspace) : null;

    private async ValueTask<long?> UserAsync(SourceRow row) => users.TryGetValue(row.Integer(1), out var name)
        ? await session.QueryInt64Async("SELECT id FROM users WHERE username = @0", [name])
        : null;

    private async ValueTask<long?> RoleAsync(long id) => roles.TryGetValue(id, out var role) && Kept(role.Workspace) is { } workspace
        ? await session.QueryInt64Async("SELECT id FROM roles WHERE workspace = @0 AND name = @1", [workspace, role.Name])
        : null;

    private async ValueTask<(long Id, long Workspace)?> ExperimentAsync(string id)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var found = await session.QueryFirstAsync(
            "SELECT id, workspace_id FROM experiments WHERE id = @0", static row => (Id: row.GetInt64(0), Workspace: row.GetInt64(1)), [options.ExperimentOf(number)]);
        return found.Workspace == 0 ? null : found;
    }

    /// <summary>A pattern with the number that its experiment has here.</summary>
    private string Pattern(string type, string pattern)
    {
        var end = pattern.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : pattern.Length;
        return type is RoleResource.Experiment or RoleResource.Scorer && long.TryParse(pattern[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? options.ExperimentOf(number).ToString(CultureInfo.InvariantCulture) + pattern[end..]
            : pattern;
    }
}
