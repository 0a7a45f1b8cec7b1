namespace Mlops.Tracking.Access;

/// <summary>The role rpcs in front of the store.</summary>
/// <param name="store">Keeps the roles.</param>
internal sealed class RoleService(IRoleStore store)
{
    /// <inheritdoc cref="IRoleStore.CreateAsync"/>
    public ValueTask<Role> CreateAsync(string workspace, string name, string? description, CancellationToken cancellationToken) =>
        store.CreateAsync(workspace, name, description, cancellationToken);

    /// <inheritdoc cref="IRoleStore.FindAsync"/>
    public ValueTask<Role?> FindAsync(long roleId, CancellationToken cancellationToken) =>
        store.FindAsync(roleId, cancellationToken);

    /// <inheritdoc cref="IRoleStore.FindByPermissionAsync"/>
    public ValueTask<Role?> FindByPermissionAsync(long rolePermissionId, CancellationToken cancellationToken) =>
        store.FindByPermissionAsync(rolePermissionId, cancellationToken);

    /// <inheritdoc cref="IRoleStore.ListAsync"/>
    public ValueTask<IReadOnlyList<Role>> ListAsync(string? workspace, CancellationToken cancellationToken) =>
        store.ListAsync(workspace, cancellationToken);

    /// <inheritdoc cref="IRoleStore.ListOfUserAsync"/>
    public ValueTask<IReadOnlyList<Role>> ListOfUserAsync(long userId, CancellationToken cancellationToken) =>
        store.ListOfUserAsync(userId, cancellationToken);

    /// <inheritdoc cref="IRoleStore.UpdateAsync"/>
    public ValueTask<Role> UpdateAsync(long roleId, string? name, string? description, CancellationToken cancellationToken) =>
        store.UpdateAsync(roleId, name, description, cancellationToken);

    /// <inheritdoc cref="IRoleStore.DeleteAsync"/>
    public ValueTask DeleteAsync(long roleId, CancellationToken cancellationToken) =>
        store.DeleteAsync(roleId, cancellationToken);

    /// <inheritdoc cref="IRoleStore.AddPermissionAsync"/>
    public ValueTask<RolePermission> AddPermissionAsync(
        long roleId, string type, string pattern, Permission permission, CancellationToken cancellationToken) =>
        store.AddPermissionAsync(roleId, type, pattern, permission, cancellationToken);

    /// <inheritdoc cref="IRoleStore.UpdatePermissionAsync"/>
    public ValueTask<RolePermission> UpdatePermissionAsync(
        long rolePermissionId, Permission? permission, CancellationToken cancellationToken) =>
        store.UpdatePermissionAsync(rolePermissionId, permission, cancellationToken);

    /// <inheritdoc cref="IRoleStore.AssignAsync"/>
    public ValueTask<RoleAssignment> AssignAsync(string username, long roleId, CancellationToken cancellationToken) =>
        store.AssignAsync(username, roleId, cancellationToken);

    /// <inheritdoc cref="IRoleStore.UnassignAsync"/>
    public ValueTask UnassignAsync(string username, long roleId, CancellationToken cancellationToken) =>
        store.UnassignAsync(username, roleId, cancellationToken);

    /// <inheritdoc cref="IRoleStore.ListAssignmentsAsync"/>
    public ValueTask<IReadOnlyList<RoleAssignment>> ListAssignmentsAsync(long roleId, CancellationToken cancellationToken) =>
        store.ListAssignmentsAsync(roleId, cancellationToken);
}
