namespace Mlops.Tracking.Access;

/// <summary>A named set of permissions in one workspace, which users are given together.</summary>
/// <param name="Id">A number that is never given twice.</param>
/// <param name="Workspace">The workspace path; empty for the default workspace.</param>
/// <param name="Name">Its name, unique in the workspace.</param>
/// <param name="Description">What it is for, or null.</param>
/// <param name="Permissions">What it gives, in the order in which it was given.</param>
internal sealed record Role(long Id, string Workspace, string Name, string? Description, IReadOnlyList<RolePermission> Permissions);

/// <summary>What a role gives.</summary>
/// <param name="Id">A number that is never given twice.</param>
/// <param name="RoleId">The role.</param>
/// <param name="ResourceType">One of <see cref="RoleResource.Types"/>.</param>
/// <param name="ResourcePattern"><c>*</c> for everything of the type, or what one is called.</param>
/// <param name="Permission">The permission.</param>
internal sealed record RolePermission(long Id, long RoleId, string ResourceType, string ResourcePattern, Permission Permission);

/// <summary>That a user has a role.</summary>
/// <param name="Id">A number that is never given twice.</param>
/// <param name="UserId">The user.</param>
/// <param name="RoleId">The role.</param>
internal sealed record RoleAssignment(long Id, long UserId, long RoleId);
