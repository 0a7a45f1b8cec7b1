using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>
/// Keeps roles, what they give and who has them. A role, permission, user or assignment that is named must exist, or
/// <c>RESOURCE_DOES_NOT_EXIST</c> is thrown. A change is durable when its task ends; names and patterns are already validated.
/// </summary>
internal interface IRoleStore
{
    /// <summary>Creates a role that gives nothing yet (rpc <c>createRole</c>).</summary>
    /// <param name="workspace">Its workspace path.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The role.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the workspace has a role of that name.</exception>
    ValueTask<Role> CreateAsync(string workspace, string name, string? description, CancellationToken cancellationToken);

    /// <summary>Reads a role (rpc <c>getRole</c>).</summary>
    /// <param name="roleId">The role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The role, or null.</returns>
    ValueTask<Role?> FindAsync(long roleId, CancellationToken cancellationToken);

    /// <summary>Reads the role that a permission belongs to.</summary>
    /// <param name="rolePermissionId">The permission.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The role, or null.</returns>
    ValueTask<Role?> FindByPermissionAsync(long rolePermissionId, CancellationToken cancellationToken);

    /// <summary>Roles, by workspace and name (rpc <c>listRoles</c>).</summary>
    /// <param name="workspace">Of which workspace path; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<Role>> ListAsync(string? workspace, CancellationToken cancellationToken);

    /// <summary>The roles that a user has, by workspace and name (rpc <c>listUserRoles</c>).</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<Role>> ListOfUserAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Changes a role's name or description (rpc <c>updateRole</c>).</summary>
    /// <param name="roleId">The role.</param>
    /// <param name="name">The new name, or null.</param>
    /// <param name="description">The new description, or null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The role after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when its workspace has another role of that name.</exception>
    ValueTask<Role> UpdateAsync(long roleId, string? name, string? description, CancellationToken cancellationToken);

    /// <summary>Deletes a role with its permissions and assignments (rpc <c>deleteRole</c>).</summary>
    /// <param name="roleId">The role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(long roleId, CancellationToken cancellationToken);

    /// <summary>Adds a permission (rpc <c>addRolePermission</c>).</summary>
    /// <param name="roleId">The role.</param>
    /// <param name="type">The type of resource, see <see cref="RoleResource"/>.</param>
    /// <param name="pattern">Which of it.</param>
    /// <param name="permission">The permission.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The permission.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the role has one on the same.</exception>
    ValueTask<RolePermission> AddPermissionAsync(long roleId, string type, string pattern, Permission permission, CancellationToken cancellationToken);

    /// <summary>Changes or, with null, takes away a permission (rpcs <c>updateRolePermission</c>, <c>removeRolePermission</c>).</summary>
    /// <param name="rolePermissionId">The permission.</param>
    /// <param name="permission">Which it shall be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The permission after the change, or as it was.</returns>
    ValueTask<RolePermission> UpdatePermissionAsync(long rolePermissionId, Permission? permission, CancellationToken cancellationToken);

    /// <summary>Gives a role to a user (rpc <c>assignRole</c>).</summary>
    /// <param name="username">The user.</param>
    /// <param name="roleId">The role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The assignment.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the user has it.</exception>
    ValueTask<RoleAssignment> AssignAsync(string username, long roleId, CancellationToken cancellationToken);

    /// <summary>Takes a role from a user (rpc <c>unassignRole</c>).</summary>
    /// <param name="username">The user.</param>
    /// <param name="roleId">The role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask UnassignAsync(string username, long roleId, CancellationToken cancellationToken);

    /// <summary>Who has a role, by user (rpc <c>listRoleUsers</c>).</summary>
    /// <param name="roleId">The role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<RoleAssignment>> ListAssignmentsAsync(long roleId, CancellationToken cancellationToken);
}
