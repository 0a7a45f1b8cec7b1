using System.Security.Claims;
using Microsoft.Extensions.Options;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access;

/// <summary>
/// Access for signed-in callers: takes what a caller may do from all registered <see cref="IAccessGrants"/> and from the permissions on
/// single resources. Whoever is not signed in may do nothing.
/// </summary>
internal sealed class PrincipalAccess(IEnumerable<IAccessGrants> grants, CallerDirectory directory, IOptions<UserOptions> options) : IAccessControl
{
    private readonly IAccessGrants[] _grants = [.. grants];

    public async ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken)
    {
        var principal = caller.User;
        if (!caller.IsSignedIn || (AccessClaims.OnlyWorkspace(principal) is { } only && only != workspace))
        {
            return WorkspaceAccess.None;
        }

        var most = AccessClaims.Cap(principal);
        var own = await FindOwnAsync(caller, cancellationToken);
        if (own is { User.IsAdmin: true })
        {
            return (WorkspaceAccess.Of(Permission.Manage) with { UserId = own.User.Id }).AtMost(most);
        }

        Permission? granted = null;
        foreach (var source in _grants)
        {
            var permission = await source.GetPermissionAsync(principal, workspace, cancellationToken);
            granted = granted is null || permission > granted ? permission ?? granted : granted;
        }

        var access = WorkspaceAccess.Of(granted ?? options.Value.Default).AtMost(most);
        return own is null ? access : access with
        {
            UserId = own.User.Id,
            Experiments = Range(own.Experiments, workspace),
            Models = Range(own.Models, workspace),
            Scorers = Range(own.Scorers, workspace),
            Roles = own.Roles.GetValueOrDefault(workspace) ?? RoleGrants.None,
        };
    }

    public async ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken)
    {
        if (!caller.IsSignedIn)
        {
            return VisibleProjects.None;
        }

        var visible = await FindVisibleAsync(caller, cancellationToken);
        return AccessClaims.OnlyWorkspace(caller.User) is not { } only ? visible
            : only.Length > 0 && visible.Includes(only) ? VisibleProjects.Of([only])
            : VisibleProjects.None;
    }

    private static PermissionRange? Range(IReadOnlyDictionary<string, PermissionRange> ranges, string workspace) =>
        ranges.TryGetValue(workspace, out var range) ? range : null;

    private async ValueTask<VisibleProjects> FindVisibleAsync(AccessCaller caller, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(caller, cancellationToken) is { User.IsAdmin: true })
        {
            return VisibleProjects.All;
        }

        var all = new List<VisibleProjects>(_grants.Length);
        foreach (var source in _grants)
        {
            all.Add(await source.GetVisibleProjectsAsync(caller.User, cancellationToken));
        }

        return all.Any(visible => visible.IsAll)
            ? VisibleProjects.All
            : VisibleProjects.Of(all.SelectMany(visible => visible.Paths), all.SelectMany(visible => visible.Groups));
    }

    private async ValueTask<CallerPermissions?> FindOwnAsync(AccessCaller caller, CancellationToken cancellationToken)
    {
        if (AccessClaims.FindUserId(caller.User) is not { } userId)
        {
            return null;
        }

        if (caller.Anew)
        {
            await directory.RefreshCallerAsync(userId, cancellationToken);
        }

        // The user may have been deleted since the credentials were checked.
        return await directory.FindCallerAsync(userId, cancellationToken) ?? throw CallerSignIn.Unauthenticated();
    }
}
