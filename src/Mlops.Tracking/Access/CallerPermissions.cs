namespace Mlops.Tracking.Access;

/// <summary>What the store knows of a caller: enough to answer most questions without another look.</summary>
/// <param name="User">The user.</param>
/// <param name="Workspaces">The user's permissions in workspaces; a path, <c>group/*</c> for everything below a group, or <c>*</c> for
/// all.</param>
/// <param name="Experiments">Per workspace path the lowest and highest permission that the user has on single experiments.</param>
/// <param name="Models">Per workspace path the lowest and highest permission that the user has on single registered models.</param>
internal sealed record CallerPermissions(
    User User,
    IReadOnlyDictionary<string, Permission> Workspaces,
    IReadOnlyDictionary<string, PermissionRange> Experiments,
    IReadOnlyDictionary<string, PermissionRange> Models)
{
    private static readonly Dictionary<string, PermissionRange> NoRanges = [];
    private static readonly Dictionary<string, RoleGrants> NoRoles = [];

    /// <summary>Per workspace path the lowest and highest permission that the user has on single scorers.</summary>
    public IReadOnlyDictionary<string, PermissionRange> Scorers { get; init; } = NoRanges;

    /// <summary>
    /// Per workspace path what the user's roles there give. What they give in the workspace as a whole is in <see cref="Workspaces"/>
    /// too.
    /// </summary>
    public IReadOnlyDictionary<string, RoleGrants> Roles { get; init; } = NoRoles;
}

/// <summary>What roles give somebody in a workspace: it is added to what is given directly, and takes nothing away.</summary>
public sealed record RoleGrants
{
    /// <summary>Nothing.</summary>
    public static RoleGrants None { get; } = new();

    /// <summary>The least that they give on every experiment.</summary>
    public Permission Experiments { get; init; }

    /// <summary>The least that they give on every registered model.</summary>
    public Permission Models { get; init; }

    /// <summary>The least that they give on every scorer.</summary>
    public Permission Scorers { get; init; }

    /// <summary>The highest that they give on anything by name.</summary>
    public Permission Single { get; init; }

    /// <summary>The highest that they give on anything.</summary>
    public Permission Highest => (Permission)Math.Max(Math.Max((int)Experiments, (int)Models), Math.Max((int)Scorers, (int)Single));
}

/// <summary>The lowest and the highest of some permissions.</summary>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
internal readonly record struct PermissionRange(Permission Lowest, Permission Highest);

/// <summary>Who reads, so that a search finds nothing else; see <see cref="CallerPermissions"/>.</summary>
/// <param name="UserId">The user whose own permissions on single resources count.</param>
/// <param name="Otherwise">What the user may do with a resource that has no permission of its own.</param>
public sealed record ResourceReader(long UserId, Permission Otherwise)
{
    /// <summary>What the user's roles add; by default nothing.</summary>
    public RoleGrants Roles { get; init; } = RoleGrants.None;
}
