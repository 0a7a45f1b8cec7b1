using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>
/// Keeps who may do what. Users, experiments and models that are named must exist, or <c>RESOURCE_DOES_NOT_EXIST</c> is thrown.
/// </summary>
internal interface IPermissionStore
{
    /// <summary>Everything that is cheap to know of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no such user any more.</returns>
    ValueTask<CallerPermissions?> GetCallerAsync(long userId, CancellationToken cancellationToken);

    /// <summary>The lowest permission of a reader over everything that a request names.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="reader">Who asks; what does not exist counts as having no permission of its own.</param>
    /// <param name="named">What is named; at least one thing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lowest.</returns>
    ValueTask<Permission> GetLowestAsync(string workspace, ResourceReader reader, NamedResources named, CancellationToken cancellationToken);

    /// <summary>Gives a permission on a resource.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="resource">Its id or name.</param>
    /// <param name="username">To whom.</param>
    /// <param name="permission">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The permission.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the user has one on it.</exception>
    ValueTask<ResourcePermission> CreateAsync(
        string workspace, ResourceKind kind, string resource, string username, Permission permission, CancellationToken cancellationToken);

    /// <summary>Makes a user the manager of a resource that the user just created; whatever was there is replaced.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="resource">Its id or name.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetManagerAsync(string workspace, ResourceKind kind, string resource, long userId, CancellationToken cancellationToken);

    /// <summary>Reads a permission on a resource.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="resource">Its id or name.</param>
    /// <param name="username">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The permission.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> when the user has none of its own on it.</exception>
    ValueTask<ResourcePermission> GetAsync(string workspace, ResourceKind kind, string resource, string username, CancellationToken cancellationToken);

    /// <summary>Changes or, with null, takes away a permission on a resource, which must exist.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="resource">Its id or name.</param>
    /// <param name="username">Whose.</param>
    /// <param name="permission">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask UpdateAsync(
        string workspace, ResourceKind kind, string resource, string username, Permission? permission, CancellationToken cancellationToken);

    /// <summary>A user's permissions on single resources, by workspace and resource.</summary>
    /// <param name="kind">The kind of resource.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ResourcePermission>> ListAsync(ResourceKind kind, long userId, CancellationToken cancellationToken);

    /// <summary>Sets or, with null, takes away a user's permission in a workspace.</summary>
    /// <param name="workspace">The workspace path, <c>group/*</c>, or <c>*</c>.</param>
    /// <param name="username">Whose.</param>
    /// <param name="permission">Which; with null there must be one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The user's permission as it is, or was.</returns>
    ValueTask<WorkspacePermission> SetWorkspaceAsync(string workspace, string username, Permission? permission, CancellationToken cancellationToken);

    /// <summary>The permissions in a workspace, by user.</summary>
    /// <param name="workspace">The workspace path, <c>group/*</c>, or <c>*</c>, exactly as it was given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<WorkspacePermission>> ListWorkspaceAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>A user's permissions in workspaces, by path.</summary>
    /// <param name="username">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<WorkspacePermission>> ListUserWorkspacesAsync(string username, CancellationToken cancellationToken);
}
