namespace Mlops.Tracking.Access;

/// <summary>What the store knows of a caller: enough to answer most questions without another look.</summary>
/// <param name="User">The user.</param>
/// <param name="Workspaces">The user's permissions in workspaces; a path, <c>group/*</c> for everything below a group, or <c>*</c> for all.</param>
/// <param name="Experiments">Per workspace path the lowest and highest permission that the user has on single experiments.</param>
/// <param name="Models">Per workspace path the lowest and highest permission that the user has on single registered models.</param>
public sealed record CallerPermissions(
    User User,
    IReadOnlyDictionary<string, Permission> Workspaces,
    IReadOnlyDictionary<string, PermissionRange> Experiments,
    IReadOnlyDictionary<string, PermissionRange> Models);

/// <summary>The lowest and the highest of some permissions.</summary>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
public readonly record struct PermissionRange(Permission Lowest, Permission Highest);

/// <summary>Who reads, so that a search finds nothing else; see <see cref="CallerPermissions"/>.</summary>
/// <param name="UserId">The user whose own permissions on single resources count.</param>
/// <param name="Otherwise">What the user may do with a resource that has no permission of its own.</param>
public sealed record ResourceReader(long UserId, Permission Otherwise);
