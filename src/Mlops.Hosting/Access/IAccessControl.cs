using Microsoft.AspNetCore.Http;
using Mlops.Catalog.Projects;

namespace Mlops.Hosting.Access;

/// <summary>Answers what the caller of a request may do; every route asks once.</summary>
public interface IAccessControl
{
    /// <summary>What the caller may do in a workspace.</summary>
    /// <param name="context">The request with its caller.</param>
    /// <param name="workspace">The workspace or project path; empty for the default workspace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The caller's level there.</returns>
    ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken);

    /// <summary>The projects that the caller may read; what the catalog answers is limited to them inside its queries.</summary>
    /// <param name="context">The request with its caller.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All projects, some, or none; consistent with <see cref="GetAccessAsync"/>.</returns>
    ValueTask<VisibleProjects> GetVisibleProjectsAsync(HttpContext context, CancellationToken cancellationToken);
}
