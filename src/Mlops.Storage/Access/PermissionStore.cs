using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

internal sealed class PermissionStore(IRelationalDatabase database, WorkspaceTable workspaces, ResourceTable resources) : IPermissionStore
{
    public ValueTask<CallerPermissions?> GetCallerAsync(long userId, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var user = await session.QueryFirstAsync("SELECT id, username, is_admin FROM users WHERE id = @0", UserRows.Read, [userId]);
            if (user is null)
            {
                return null;
            }

            var grants = (await session.QueryAsync("SELECT workspace, user_id, permission FROM workspace_permissions WHERE user_id = @0", ReadWorkspace, [userId]))
                .ToDictionary(grant => grant.Workspace, grant => grant.Permission, StringComparer.Ordinal);
            var roles = await RoleGrantReader.ReadAsync(session, userId, grants);
            return new CallerPermissions(
                user, grants, await RangesAsync(session, ResourceKind.Experiment, userId), await RangesAsync(session, ResourceKind.RegisteredModel, userId))
            {
                Scorers = await RangesAsync(session, ResourceKind.Scorer, userId),
                Roles = roles,
            };
        },
        cancellationToken);

    public ValueTask<Permission> GetLowestAsync(string workspace, ResourceReader reader, NamedResources named, CancellationToken cancellationToken) =>
        database.ReadAsync(session => LowestPermission.OfAsync(session, workspaces, workspace, reader, named), cancellationToken);

    public ValueTask<ResourcePermission> CreateAsync(
        string workspace, ResourceKind kind, string resource, string username, Permission permission, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var (id, userId, current) = await FindAsync(session, kind, workspace, resource, username);
            if (current is not null)
            {
                throw ResourceTable.Exists(kind, resource, username);
            }

            await session.ExecuteAsync(
                $"INSERT INTO {ResourceTable.Permissions(kind)} (user_id, {ResourceTable.Id(kind)}, workspace_id, permission) VALUES (@0, @1, @2, @3)",
                userId, id, await workspaces.FindAsync(session, workspace), (long)permission);
            return new ResourcePermission(workspace, resource, userId, permission);
        },
        cancellationToken);

    public async ValueTask SetManagerAsync(string workspace, ResourceKind kind, string resource, long userId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync(
            $"""
            INSERT INTO {ResourceTable.Permissions(kind)} (user_id, {ResourceTable.Id(kind)}, workspace_id, permission) SELECT id, @1, @2, @3 FROM users WHERE id = @0
            ON CONFLICT (user_id, {ResourceTable.Id(kind)}) DO UPDATE SET permission = excluded.permission
            """,
            userId, await resources.FindAsync(session, kind, workspace, resource), await workspaces.FindAsync(session, workspace), (long)Permission.Manage),
        cancellationToken);

    public ValueTask<ResourcePermission> GetAsync(string workspace, ResourceKind kind, string resource, string username, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var (_, userId, permission) = await FindAsync(session, kind, workspace, resource, username);
                return new ResourcePermission(workspace, resource, userId, permission ?? throw ResourceTable.Missing(kind, resource, username));
            },
            cancellationToken);

    public async ValueTask UpdateAsync(
        string workspace, ResourceKind kind, string resource, string username, Permission? permission, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var (id, userId, current) = await FindAsync(session, kind, workspace, resource, username);
            if (current is null)
            {
                throw ResourceTable.Missing(kind, resource, username);
            }

            return permission is { } wanted
                ? await session.ExecuteAsync(
                    $"UPDATE {ResourceTable.Permissions(kind)} SET permission = @2 WHERE user_id = @0 AND {ResourceTable.Id(kind)} = @1", userId, id, (long)wanted)
                : await session.ExecuteAsync(
                    $"DELETE FROM {ResourceTable.Permissions(kind)} WHERE user_id = @0 AND {ResourceTable.Id(kind)} = @1", userId, id);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<ResourcePermission>> ListAsync(ResourceKind kind, long userId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ResourcePermission>>(
            async session => await session.QueryAsync(
                ResourceTable.Select(kind) + " WHERE p.user_id = @0 ORDER BY 1, 2",
                static row => new ResourcePermission(row.GetString(0), row.GetString(1), row.GetInt64(2), (Permission)row.GetInt64(3)), [userId]),
            cancellationToken);

    public ValueTask<WorkspacePermission> SetWorkspaceAsync(string workspace, string username, Permission? permission, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var userId = await UserRows.FindAsync(session, username);
                if (permission is { } wanted)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO workspace_permissions (user_id, workspace, permission) VALUES (@0, @1, @2)
                        ON CONFLICT (user_id, workspace) DO UPDATE SET permission = excluded.permission
                        """,
                        userId, workspace, (long)wanted);
                    return new WorkspacePermission(workspace, userId, wanted);
                }

                var was = await session.QueryInt64Async(
                    "SELECT permission FROM workspace_permissions WHERE user_id = @0 AND workspace = @1", [userId, workspace])
                    ?? throw MlflowException.ResourceDoesNotExist($"Workspace permission does not exist for workspace='{workspace}', username='{username}'");
                await session.ExecuteAsync("DELETE FROM workspace_permissions WHERE user_id = @0 AND workspace = @1", userId, workspace);
                return new WorkspacePermission(workspace, userId, (Permission)was);
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<WorkspacePermission>> ListWorkspaceAsync(string workspace, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<WorkspacePermission>>(
            async session => await session.QueryAsync(
                "SELECT workspace, user_id, permission FROM workspace_permissions WHERE workspace = @0 ORDER BY user_id", ReadWorkspace, [workspace]),
            cancellationToken);

    public ValueTask<IReadOnlyList<WorkspacePermission>> ListUserWorkspacesAsync(string username, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<WorkspacePermission>>(
            async session => await session.QueryAsync(
                "SELECT workspace, user_id, permission FROM workspace_permissions WHERE user_id = @0 ORDER BY workspace",
                ReadWorkspace, [await UserRows.FindAsync(session, username)]),
            cancellationToken);

    private static WorkspacePermission ReadWorkspace(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), (Permission)row.GetInt64(2));

    private static async ValueTask<Dictionary<string, PermissionRange>> RangesAsync(RelationalSession session, ResourceKind kind, long userId)
    {
        var ranges = new Dictionary<string, PermissionRange>(StringComparer.Ordinal);
        await session.ForEachAsync(
            $"""
            SELECT w.path, r.lowest, r.highest FROM (
                SELECT workspace_id, MIN(permission) AS lowest, MAX(permission) AS highest FROM {ResourceTable.Permissions(kind)} WHERE user_id = @0 GROUP BY workspace_id
            ) r JOIN workspaces w ON w.id = r.workspace_id
            """,
            ranges,
            static (ranges, row) => ranges.Add(row.GetString(0), new PermissionRange((Permission)row.GetInt64(1), (Permission)row.GetInt64(2))),
            [userId]);
        return ranges;
    }

    private async ValueTask<(long Id, long UserId, Permission? Current)> FindAsync(
        RelationalSession session, ResourceKind kind, string workspace, string resource, string username)
    {
        var id = await resources.FindAsync(session, kind, workspace, resource);
        var userId = await UserRows.FindAsync(session, username);
        var current = await session.QueryInt64Async(
            $"SELECT permission FROM {ResourceTable.Permissions(kind)} WHERE user_id = @0 AND {ResourceTable.Id(kind)} = @1", [userId, id]);
        return (id, userId, (Permission?)current);
    }
}
