using Mlops.Catalog.Projects;

namespace Mlops.Hosting.Access;

/// <summary>
/// Everybody who reaches the host over loopback may do everything; nobody else may do anything. A caller from elsewhere stays one
/// when a proxy on this machine passes the request on and says so. Where the application itself authorizes requests
/// (<c>MapMlflowApi().RequireAuthorization()</c>, or a fallback policy), whoever it lets pass may do everything, wherever they are.
/// </summary>
public sealed class OpenAccess : IAccessControl
{
    private static readonly WorkspaceAccess Everything = WorkspaceAccess.Of(AccessLevel.Admin);

    /// <inheritdoc/>
    public ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return ValueTask.FromResult(MayEnter(caller) ? Everything : WorkspaceAccess.None);
    }

    /// <inheritdoc/>
    public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return ValueTask.FromResult(MayEnter(caller) ? VisibleProjects.All : VisibleProjects.None);
    }

    private static bool MayEnter(AccessCaller caller) => caller.Connection.IsLocal || caller.IsAuthorizedByApplication;
}
