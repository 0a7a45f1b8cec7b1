using Mlops.Catalog.Projects;

namespace Mlops.Hosting.Access;

/// <summary>
/// Answers what a caller may do. Every route asks, and so may pages and background work. An implementation may be decorated: whatever
/// stands in front of another one passes its answers on, narrowed or not.
/// </summary>
public interface IAccessControl
{
    /// <summary>What a caller may do in a workspace.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="workspace">The workspace or project path; empty for the default workspace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The caller's access there; <see cref="WorkspaceAccess.None"/> for who may not know of the workspace.</returns>
    ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken);

    /// <summary>The projects that a caller may read; what the catalog answers is limited to them inside its queries.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All projects, some, or none; consistent with <see cref="GetAccessAsync"/>.</returns>
    ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken);
}
