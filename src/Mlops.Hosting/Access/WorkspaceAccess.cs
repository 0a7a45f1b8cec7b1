using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access;

/// <summary>
/// What a caller may do in a workspace: with most things the same, and with single experiments, registered models and scorers perhaps
/// more or less. Whoever decorates <see cref="IAccessControl"/> narrows an answer by <see cref="AtMost(AccessLevel)"/>, which keeps what
/// differs.
/// </summary>
public sealed record WorkspaceAccess
{
    private readonly Permission _otherwise;
    private readonly Permission _most = Permission.Manage;

    private WorkspaceAccess(Permission otherwise) => _otherwise = otherwise;

    /// <summary>Nothing at all.</summary>
    public static WorkspaceAccess None { get; } = Of(AccessLevel.None);

    /// <summary>The level on whatever has no permission of its own, and on the workspace as such.</summary>
    public AccessLevel Level => LevelOf(Min(_otherwise, _most));

    /// <summary>
    /// The highest level on anything in the workspace; with <see cref="AccessLevel.None"/> the caller may not even know of it.
    /// </summary>
    public AccessLevel Highest => LevelOf(Min(HighestPermission, _most));

    /// <summary>The most that the credentials may be used for, whatever was granted.</summary>
    internal Permission Most => _most;

    /// <summary>What the caller may do with whatever has no permission of its own, as far as <see cref="Most"/> allows it.</summary>
    internal Permission Otherwise => _otherwise;

    /// <summary>The built-in user whose permissions on single resources count; 0 for none.</summary>
    internal long UserId { get; init; }

    /// <summary>The lowest and highest of the caller's permissions on single experiments of the workspace; null for none.</summary>
    internal PermissionRange? Experiments { get; init; }

    /// <summary>The lowest and highest of the caller's permissions on single registered models of the workspace; null for none.</summary>
    internal PermissionRange? Models { get; init; }

    /// <summary>The lowest and highest of the caller's permissions on single scorers of the workspace; null for none.</summary>
    internal PermissionRange? Scorers { get; init; }

    /// <summary>What the caller's roles add.</summary>
    internal RoleGrants Roles { get; init; } = RoleGrants.None;

    /// <summary>What the caller may at least do with anything in the workspace.</summary>
    internal Permission LowestPermission => Min(Min(_otherwise, LeastOnExperiments), Min(LeastOnModels, LeastOnScorers));

    /// <summary>What the caller may do with something in the workspace at best.</summary>
    internal Permission HighestPermission => Max(
        Max(_otherwise, Max(Experiments?.Highest ?? _otherwise, Max(Models?.Highest ?? _otherwise, Scorers?.Highest ?? _otherwise))),
        Roles.Highest);

    /// <summary>Who asks about single things.</summary>
    internal ResourceReader Reader => new(UserId, _otherwise) { Roles = Roles };

    /// <summary>Who reads a search of experiments; null where every experiment is readable.</summary>
    internal ResourceReader? ExperimentReader => LeastOnExperiments >= Permission.Read ? null : Reader;

    /// <summary>Who reads a search of evaluation datasets, some of which belong to no experiment; null where all are readable.</summary>
    internal ResourceReader? DatasetReader => Min(_otherwise, LeastOnExperiments) >= Permission.Read ? null : Reader;

    /// <summary>Who reads a search of registered models; null where every model is readable.</summary>
    internal ResourceReader? ModelReader => LeastOnModels >= Permission.Read ? null : Reader;

    /// <summary>Who lists the scorers of an experiment; null where all that are not closed by themselves are readable.</summary>
    internal ResourceReader? ScorerReader => Max(Roles.Scorers, Scorers?.Lowest ?? Permission.Read) >= Permission.Read ? null : Reader;

    /// <summary>Who writes traces that may turn out to be in other experiments; null where every experiment may be changed.</summary>
    internal ResourceReader? TraceWriter => LeastOnExperiments >= Permission.Edit ? null : Reader;

    private Permission LeastOnExperiments => Max(Roles.Experiments, Min(_otherwise, Experiments?.Lowest ?? _otherwise));

    private Permission LeastOnModels => Max(Roles.Models, Min(_otherwise, Models?.Lowest ?? _otherwise));

    private Permission LeastOnScorers => Max(Roles.Scorers, Min(LeastOnExperiments, Scorers?.Lowest ?? LeastOnExperiments));

    /// <summary>The same level on everything in the workspace.</summary>
    /// <param name="level">The level.</param>
    public static WorkspaceAccess Of(AccessLevel level) => new(PermissionOf(level));

    /// <summary>The same, but on nothing more than a level.</summary>
    /// <param name="most">The most that the caller may do, with single things too.</param>
    public WorkspaceAccess AtMost(AccessLevel most) => AtMost(PermissionOf(most));

    internal static WorkspaceAccess Of(Permission otherwise) => new(otherwise);

    internal static AccessLevel LevelOf(Permission permission) => permission switch
    {
        Permission.None => AccessLevel.None,
        Permission.Read or Permission.Use => AccessLevel.Read,
        Permission.Edit => AccessLevel.Write,
        _ => AccessLevel.Admin,
    };

    internal static Permission PermissionOf(AccessLevel level) => level switch
    {
        AccessLevel.None => Permission.None,
        AccessLevel.Read => Permission.Read,
        AccessLevel.Write => Permission.Edit,
        _ => Permission.Manage,
    };

    internal WorkspaceAccess AtMost(Permission most) => new(this, Min(_most, most));

    private WorkspaceAccess(WorkspaceAccess wider, Permission most)
        : this(wider) => _most = most;

    private static Permission Min(Permission a, Permission b) => a < b ? a : b;

    private static Permission Max(Permission a, Permission b) => a > b ? a : b;
}
