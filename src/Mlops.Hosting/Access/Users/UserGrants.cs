using System.Security.Claims;
using Microsoft.Extensions.Options;
using Mlops.Catalog.Projects;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// The permissions in workspaces that were given to built-in users: on a path, on everything below a group (<c>group/*</c>), on all
/// (<c>*</c>).
/// </summary>
internal sealed class UserGrants(CallerDirectory directory, IOptions<UserOptions> options) : IAccessGrants
{
    public async ValueTask<Permission?> GetPermissionAsync(ClaimsPrincipal caller, string workspace, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, cancellationToken) is not { Count: > 0 } grants)
        {
            return null;
        }

        Permission? highest = null;
        foreach (var pattern in Covering(workspace))
        {
            if (grants.TryGetValue(pattern, out var permission) && (highest is null || permission > highest))
            {
                highest = permission;
            }
        }

        return highest;
    }

    public async ValueTask<VisibleProjects> GetVisibleProjectsAsync(ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var grants = await FindAsync(caller, cancellationToken) ?? new Dictionary<string, Permission>();
        var readable = grants.Where(grant => grant.Value >= Permission.Read).Select(grant => grant.Key).ToArray();
        if (readable.Contains("*", StringComparer.Ordinal))
        {
            return VisibleProjects.All;
        }

        // A default opens what nothing is said about. Where something is closed by name, only what is granted by name is shown: the
        // catalog can't leave out single projects.
        if (options.Value.Default >= Permission.Read && grants.Values.All(permission => permission >= Permission.Read))
        {
            return VisibleProjects.All;
        }

        return VisibleProjects.Of(
            readable.Where(path => path.Length > 0 && !path.EndsWith("/*", StringComparison.Ordinal)),
            readable.Where(path => path.EndsWith("/*", StringComparison.Ordinal)).Select(path => path[..^2]));
    }

    /// <summary>Everything that a permission which covers the workspace may be written as.</summary>
    private static IEnumerable<string> Covering(string workspace)
    {
        yield return workspace;
        yield return "*";
        for (var slash = workspace.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = workspace.IndexOf('/', slash + 1))
        {
            yield return workspace[..slash] + "/*";
        }
    }

    private async ValueTask<IReadOnlyDictionary<string, Permission>?> FindAsync(ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        AccessClaims.FindUserId(caller) is { } userId ? (await directory.FindCallerAsync(userId, cancellationToken))?.Workspaces : null;
}
