using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access;

/// <summary>What a request's caller may do in its workspace, and whether single resources differ.</summary>
/// <param name="UserId">The built-in user whose permissions on single resources count; 0 for none.</param>
/// <param name="Cap">The most that the caller's credentials may be used for.</param>
/// <param name="Workspace">What the caller may do with whatever has no permission of its own.</param>
/// <param name="Experiments">The lowest and highest of the caller's permissions on single experiments of the workspace; null for none.</param>
/// <param name="Models">The lowest and highest of the caller's permissions on single registered models of the workspace; null for none.</param>
internal sealed record Caller(long UserId, Permission Cap, Permission Workspace, PermissionRange? Experiments, PermissionRange? Models)
{
    /// <summary>Whether this was read for this request, and is not what was known from before.</summary>
    public bool IsFresh { get; init; }

    /// <summary>The lowest and highest of the caller's permissions on single scorers of the workspace; null for none.</summary>
    public PermissionRange? Scorers { get; init; }

    /// <summary>What the caller's roles add.</summary>
    public RoleGrants Roles { get; init; } = RoleGrants.None;

    /// <summary>What the caller may at least do with anything in the workspace.</summary>
    public Permission Lowest => Min(Min(Workspace, LeastOnExperiments), Min(LeastOnModels, LeastOnScorers));

    /// <summary>What the caller may do with something in the workspace at best.</summary>
    public Permission Highest => Max(
        Max(Workspace, Max(Experiments?.Highest ?? Workspace, Max(Models?.Highest ?? Workspace, Scorers?.Highest ?? Workspace))),
        Roles.Highest);

    /// <summary>Who asks about single things.</summary>
    public ResourceReader Reader => new(UserId, Workspace) { Roles = Roles };

    /// <summary>Who reads a search of experiments; null where every experiment is readable.</summary>
    public ResourceReader? ExperimentReader => LeastOnExperiments >= Permission.Read ? null : Reader;

    /// <summary>Who reads a search of evaluation datasets, some of which belong to no experiment; null where all are readable.</summary>
    public ResourceReader? DatasetReader => Min(Workspace, LeastOnExperiments) >= Permission.Read ? null : Reader;

    /// <summary>Who reads a search of registered models; null where every model is readable.</summary>
    public ResourceReader? ModelReader => LeastOnModels >= Permission.Read ? null : Reader;

    /// <summary>Who lists the scorers of an experiment; null where all that are not closed by themselves are readable.</summary>
    public ResourceReader? ScorerReader => Max(Roles.Scorers, Scorers?.Lowest ?? Permission.Read) >= Permission.Read ? null : Reader;

    /// <summary>Who writes traces that may turn out to be in other experiments; null where every experiment may be changed.</summary>
    public ResourceReader? TraceWriter => LeastOnExperiments >= Permission.Edit ? null : Reader;

    private Permission LeastOnExperiments => Max(Roles.Experiments, Min(Workspace, Experiments?.Lowest ?? Workspace));

    private Permission LeastOnModels => Max(Roles.Models, Min(Workspace, Models?.Lowest ?? Workspace));

    private Permission LeastOnScorers => Max(Roles.Scorers, Min(LeastOnExperiments, Scorers?.Lowest ?? LeastOnExperiments));

    private static Permission Min(Permission a, Permission b) => a < b ? a : b;

    private static Permission Max(Permission a, Permission b) => a > b ? a : b;
}
