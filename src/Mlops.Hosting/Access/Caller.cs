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

    /// <summary>What the caller may at least do with anything in the workspace.</summary>
    public Permission Lowest => Min(Min(Workspace, Experiments?.Lowest ?? Workspace), Models?.Lowest ?? Workspace);

    /// <summary>What the caller may do with something in the workspace at best.</summary>
    public Permission Highest => Max(Max(Workspace, Experiments?.Highest ?? Workspace), Models?.Highest ?? Workspace);

    /// <summary>Who reads a search of experiments; null where all of the workspace is readable.</summary>
    public ResourceReader? ExperimentReader => Reader(Experiments);

    /// <summary>Who reads a search of registered models; null where all of the workspace is readable.</summary>
    public ResourceReader? ModelReader => Reader(Models);

    /// <summary>Who writes traces that may turn out to be in other experiments; null where all of the workspace may be changed.</summary>
    public ResourceReader? TraceWriter => Lowest >= Permission.Edit ? null : new ResourceReader(UserId, Workspace);

    private ResourceReader? Reader(PermissionRange? range) =>
        Workspace >= Permission.Read && (range?.Lowest ?? Permission.Read) >= Permission.Read ? null : new ResourceReader(UserId, Workspace);

    private static Permission Min(Permission a, Permission b) => a < b ? a : b;

    private static Permission Max(Permission a, Permission b) => a > b ? a : b;
}
