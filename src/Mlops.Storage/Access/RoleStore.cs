using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Access;

internal sealed class RoleStore(IRelationalDatabase database) : IRoleStore
{
    private const string Permissions = "SELECT p.id, p.role_id, p.resource_type, p.resource_pattern, p.permission FROM role_permissions p";

    public ValueTask<Role> CreateAsync(string workspace, string name, string? description, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RefuseTakenAsync(session, workspace, name, 0);
            var id = await session.QueryInt64Async(
                "INSERT INTO roles (workspace, name, description) VALUES (@0, @1, @2) RETURNING id", [workspace, name, description]);
            return new Role(id ?? throw new InvalidOperationException("The database gave a role no number."), workspace, name, description, []);
        },
        cancellationToken);

    public ValueTask<Role?> FindAsync(long roleId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await ReadAsync(session, "WHERE r.id = @0", [roleId])).SingleOrDefault(), cancellationToken);

    public ValueTask<Role?> FindByPermissionAsync(long rolePermissionId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => (await ReadAsync(session, "WHERE r.id IN (SELECT o.role_id FROM role_permissions o WHERE o.id = @0)", [rolePermissionId])).SingleOrDefault(),
        cancellationToken);

    public ValueTask<IReadOnlyList<Role>> ListAsync(string? workspace, CancellationToken cancellationToken) => database.ReadAsync(
        session => workspace is null ? ReadAsync(session, "", []) : ReadAsync(session, "WHERE r.workspace = @0", [workspace]), cancellationToken);

    public ValueTask<IReadOnlyList<Role>> ListOfUserAsync(long userId, CancellationToken cancellationToken) => database.ReadAsync(
        session => ReadAsync(session, "WHERE r.id IN (SELECT a.role_id FROM role_assignments a WHERE a.user_id = @0)", [userId]), cancellationToken);

    public ValueTask<Role> UpdateAsync(long roleId, string? name, string? description, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var role = (await ReadAsync(session, "WHERE r.id = @0", [roleId])).SingleOrDefault() ?? throw NotFound(roleId);
            if (name is not null)
            {
                await RefuseTakenAsync(session, role.Workspace, name, roleId);
            }

            var changed = role with { Name = name ?? role.Name, Description = description ?? role.Description };
            await session.ExecuteAsync("UPDATE roles SET name = @1, description = @2 WHERE id = @0", roleId, changed.Name, changed.Description);
            return changed;
        },
        cancellationToken);

    public async ValueTask DeleteAsync(long roleId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync("DELETE FROM roles WHERE id = @0", roleId) is > 0 and var deleted ? deleted : throw NotFound(roleId),
        cancellationToken);

    public ValueTask<RolePermission> AddPermissionAsync(long roleId, string type, string pattern, Permission permission, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await CheckExistsAsync(session, roleId);
            var id = await session.QueryInt64Async(
                """
                INSERT INTO role_permissions (role_id, resource_type, resource_pattern, permission) VALUES (@0, @1, @2, @3)
                ON CONFLICT (role_id, resource_type, resource_pattern) DO NOTHING RETURNING id
                """,
                [roleId, type, pattern, (long)permission])
                ?? throw MlflowException.ResourceAlreadyExists($"Role permission (role_id={roleId}, resource_type={type}, resource_pattern={pattern}) already exists.");
            return new RolePermission(id, roleId, type, pattern, permission);
        },
        cancellationToken);

    public ValueTask<RolePermission> UpdatePermissionAsync(long rolePermissionId, Permission? permission, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var found = await session.QueryFirstAsync($"{Permissions} WHERE p.id = @0", ReadPermission, [rolePermissionId])
                ?? throw MlflowException.ResourceDoesNotExist($"Role permission with id={rolePermissionId} not found");
            if (permission is not { } wanted)
            {
                await session.ExecuteAsync("DELETE FROM role_permissions WHERE id = @0", rolePermissionId);
                return found;
            }

            await session.ExecuteAsync("UPDATE role_permissions SET permission = @1 WHERE id = @0", rolePermissionId, (long)wanted);
            return found with { Permission = wanted };
        },
        cancellationToken);

    public ValueTask<RoleAssignment> AssignAsync(string username, long roleId, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var userId = await UserRows.FindAsync(session, username);
            await CheckExistsAsync(session, roleId);
            var id = await session.QueryInt64Async(
                "INSERT INTO role_assignments (user_id, role_id) VALUES (@0, @1) ON CONFLICT (user_id, role_id) DO NOTHING RETURNING id", [userId, roleId])
                ?? throw MlflowException.ResourceAlreadyExists($"User role assignment (user_id={userId}, role_id={roleId}) already exists");
            return new RoleAssignment(id, userId, roleId);
        },
        cancellationToken);

    public async ValueTask UnassignAsync(string username, long roleId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var userId = await UserRows.FindAsync(session, username);
            return await session.ExecuteAsync("DELETE FROM role_assignments WHERE user_id = @0 AND role_id = @1", userId, roleId) is > 0 and var taken
                ? taken
                : throw MlflowException.ResourceDoesNotExist($"User role assignment (user_id={userId}, role_id={roleId}) not found");
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<RoleAssignment>> ListAssignmentsAsync(long roleId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<RoleAssignment>>(
        async session =>
        {
            await CheckExistsAsync(session, roleId);
            return await session.QueryAsync(
                "SELECT id, user_id, role_id FROM role_assignments WHERE role_id = @0 ORDER BY user_id",
                static row => new RoleAssignment(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), [roleId]);
        },
        cancellationToken);

    private static async ValueTask<IReadOnlyList<Role>> ReadAsync(RelationalSession session, string where, object?[] parameters)
    {
        var permissions = (await session.QueryAsync(
            $"{Permissions} JOIN roles r ON r.id = p.role_id {where} ORDER BY p.id", ReadPermission, parameters)).ToLookup(static permission => permission.RoleId);
        return await session.QueryAsync(
            $"SELECT r.id, r.workspace, r.name, r.description FROM roles r {where} ORDER BY r.workspace, r.name",
            row => new Role(row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), [.. permissions[row.GetInt64(0)]]),
            parameters);
    }

    private static RolePermission ReadPermission(DbDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), (Permission)row.GetInt64(4));

    private static async ValueTask CheckExistsAsync(RelationalSession session, long roleId)
    {
        if (await session.QueryInt64Async("SELECT id FROM roles WHERE id = @0", [roleId]) is null)
        {
            throw NotFound(roleId);
        }
    }

    private static async ValueTask RefuseTakenAsync(RelationalSession session, string workspace, string name, long except)
    {
        if (await session.QueryInt64Async("SELECT id FROM roles WHERE workspace = @0 AND name = @1 AND id <> @2", [workspace, name, except]) is not null)
        {
            throw MlflowException.ResourceAlreadyExists($"Role with name={name} already exists in this workspace.");
        }
    }

    private static MlflowException NotFound(long roleId) => MlflowException.ResourceDoesNotExist($"Role with id={roleId} not found");
}
