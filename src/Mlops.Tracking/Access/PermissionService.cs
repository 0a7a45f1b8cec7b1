namespace Mlops.Tracking.Access;

/// <summary>The permission rpcs in front of the store.</summary>
/// <param name="store">Keeps the permissions.</param>
internal sealed class PermissionService(IPermissionStore store)
{
    /// <inheritdoc cref="IPermissionStore.CreateAsync"/>
    public ValueTask<ResourcePermission> CreateAsync(
        string workspace, ResourceKind kind, string resource, string username, Permission permission, CancellationToken cancellationToken) =>
        store.CreateAsync(workspace, kind, resource, username, permission, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.SetManagerAsync"/>
    public ValueTask SetManagerAsync(
        string workspace, ResourceKind kind, string resource, long userId, CancellationToken cancellationToken) =>
        store.SetManagerAsync(workspace, kind, resource, userId, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.GetAsync"/>
    public ValueTask<ResourcePermission> GetAsync(
        string workspace, ResourceKind kind, string resource, string username, CancellationToken cancellationToken) =>
        store.GetAsync(workspace, kind, resource, username, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.UpdateAsync"/>
    public ValueTask UpdateAsync(
        string workspace, ResourceKind kind, string resource, string username, Permission? permission, CancellationToken cancellationToken) =>
        store.UpdateAsync(workspace, kind, resource, username, permission, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.ListAsync"/>
    public ValueTask<IReadOnlyList<ResourcePermission>> ListAsync(ResourceKind kind, long userId, CancellationToken cancellationToken) =>
        store.ListAsync(kind, userId, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.SetWorkspaceAsync"/>
    public ValueTask<WorkspacePermission> SetWorkspaceAsync(
        string workspace, string username, Permission? permission, CancellationToken cancellationToken) =>
        store.SetWorkspaceAsync(workspace, username, permission, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.ListWorkspaceAsync"/>
    public ValueTask<IReadOnlyList<WorkspacePermission>> ListWorkspaceAsync(string workspace, CancellationToken cancellationToken) =>
        store.ListWorkspaceAsync(workspace, cancellationToken);

    /// <inheritdoc cref="IPermissionStore.ListUserWorkspacesAsync"/>
    public ValueTask<IReadOnlyList<WorkspacePermission>> ListUserWorkspacesAsync(string username, CancellationToken cancellationToken) =>
        store.ListUserWorkspacesAsync(username, cancellationToken);
}
