using System.Security.Claims;
using Mlops.Catalog.Projects;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access;

/// <summary>
/// A source of what signed-in callers may do, such as the built-in permissions or the roles of a forge. Several may be registered: the
/// highest answer counts. Answers may be some seconds old.
/// </summary>
public interface IAccessGrants
{
    /// <summary>What the caller may do in a workspace.</summary>
    /// <param name="caller">The signed-in caller.</param>
    /// <param name="workspace">The workspace or project path; empty for the default workspace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The permission, or null where this source has nothing to say.</returns>
    ValueTask<Permission?> GetPermissionAsync(ClaimsPrincipal caller, string workspace, CancellationToken cancellationToken);

    /// <summary>The projects that the caller may read by this source.</summary>
    /// <param name="caller">The signed-in caller.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>All projects, some, or none; consistent with <see cref="GetPermissionAsync"/>.</returns>
    ValueTask<VisibleProjects> GetVisibleProjectsAsync(ClaimsPrincipal caller, CancellationToken cancellationToken);
}
