using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access;

/// <summary>
/// Access for signed-in callers: authenticates by every configured scheme, and takes what a caller may do from all registered
/// <see cref="IAccessGrants"/> and from the permissions on single resources.
/// </summary>
internal sealed class PrincipalAccess(IEnumerable<IAccessGrants> grants, CallerDirectory directory, IOptions<UserOptions> options) : IAccessControl
{
    private readonly IAccessGrants[] _grants = [.. grants];

    public async ValueTask<AccessLevel> GetAccessAsync(HttpContext context, string workspace, CancellationToken cancellationToken)
    {
        var caller = await GetCallerAsync(context, workspace, cancellationToken);
        return Level(caller.Workspace < caller.Cap ? caller.Workspace : caller.Cap);
    }

    public async ValueTask<VisibleProjects> GetVisibleProjectsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var principal = await SignInAsync(context);
        var visible = await GetVisibleProjectsAsync(principal, cancellationToken);
        return AccessClaims.OnlyWorkspace(principal) is not { } only ? visible
            : only.Length > 0 && visible.Includes(only) ? VisibleProjects.Of([only])
            : VisibleProjects.None;
    }

    /// <summary>The workspaces in which the request's caller may read a single thing, whatever else is closed there.</summary>
    public async ValueTask<IReadOnlySet<string>> GetWorkspacesOfOwnAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var principal = await SignInAsync(context);
        var only = AccessClaims.OnlyWorkspace(principal);
        return await FindOwnAsync(principal, cancellationToken) is not { } own ? new HashSet<string>()
            : own.Experiments.Concat(own.Models).Concat(own.Scorers).Where(static range => range.Value.Highest >= Permission.Read).Select(static range => range.Key)
                .Concat(own.Roles.Where(static role => role.Value.Highest >= Permission.Read).Select(static role => role.Key))
                .Where(path => only is null || only == path)
                .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What the request's caller may do in a workspace.</summary>
    /// <exception cref="MlflowException"><c>UNAUTHENTICATED</c> when nobody is signed in.</exception>
    public async ValueTask<Caller> GetCallerAsync(HttpContext context, string workspace, CancellationToken cancellationToken)
    {
        var principal = await SignInAsync(context);
        var cap = AccessClaims.Cap(principal);
        if (AccessClaims.OnlyWorkspace(principal) is { } only && only != workspace)
        {
            return new Caller(0, Permission.None, Permission.None, null, null);
        }

        var own = await FindOwnAsync(principal, cancellationToken);
        if (own is { User.IsAdmin: true })
        {
            return new Caller(own.User.Id, cap, Permission.Manage, null, null);
        }

        Permission? granted = null;
        foreach (var source in _grants)
        {
            var permission = await source.GetPermissionAsync(principal, workspace, cancellationToken);
            granted = granted is null || permission > granted ? permission ?? granted : granted;
        }

        return new Caller(
            own?.User.Id ?? 0, cap, granted ?? options.Value.Default,
            own is not null && own.Experiments.TryGetValue(workspace, out var experiments) ? experiments : null,
            own is not null && own.Models.TryGetValue(workspace, out var models) ? models : null)
        {
            Scorers = own is not null && own.Scorers.TryGetValue(workspace, out var scorers) ? scorers : null,
            Roles = own?.Roles.GetValueOrDefault(workspace) ?? RoleGrants.None,
        };
    }

    /// <summary>What the request's caller may do in a workspace by what the database says now; asked before somebody is refused.</summary>
    /// <exception cref="MlflowException"><c>UNAUTHENTICATED</c> when nobody is signed in.</exception>
    public async ValueTask<Caller> GetFreshCallerAsync(HttpContext context, string workspace, CancellationToken cancellationToken)
    {
        if (AccessClaims.FindUserId(await SignInAsync(context)) is { } userId)
        {
            await directory.RefreshCallerAsync(userId, cancellationToken);
        }

        return await GetCallerAsync(context, workspace, cancellationToken) with { IsFresh = true };
    }

    /// <summary>The built-in user who calls, for routes about users. Whoever is no administrator is read anew, since such routes refuse by more than this.</summary>
    /// <exception cref="MlflowException"><c>UNAUTHENTICATED</c> when nobody is signed in, <c>PERMISSION_DENIED</c> for a caller who is no built-in user.</exception>
    public async ValueTask<SignedInUser> GetUserAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var principal = await SignInAsync(context);
        var own = await FindOwnAsync(principal, cancellationToken);
        if (own is { User.IsAdmin: false })
        {
            own = await directory.RefreshCallerAsync(own.User.Id, cancellationToken) ?? throw Unauthenticated();
        }

        var unlimited = AccessClaims.Cap(principal) == Permission.Manage && AccessClaims.OnlyWorkspace(principal) is null;
        return own is null
            ? throw MlflowException.PermissionDenied("Permission denied: the caller is not one of this server's own users.")
            : new SignedInUser(own.User, unlimited);
    }

    public static AccessLevel Level(Permission permission) => permission switch
    {
        Permission.None => AccessLevel.None,
        Permission.Read or Permission.Use => AccessLevel.Read,
        Permission.Edit => AccessLevel.Write,
        _ => AccessLevel.Admin,
    };

    private async ValueTask<VisibleProjects> GetVisibleProjectsAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(principal, cancellationToken) is { User.IsAdmin: true })
        {
            return VisibleProjects.All;
        }

        var all = new List<VisibleProjects>(_grants.Length);
        foreach (var source in _grants)
        {
            all.Add(await source.GetVisibleProjectsAsync(principal, cancellationToken));
        }

        return all.Any(visible => visible.IsAll)
            ? VisibleProjects.All
            : VisibleProjects.Of(all.SelectMany(visible => visible.Paths), all.SelectMany(visible => visible.Groups));
    }

    private async ValueTask<CallerPermissions?> FindOwnAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (AccessClaims.FindUserId(principal) is not { } userId)
        {
            return null;
        }

        // The user may have been deleted since the credentials were checked.
        return await directory.FindCallerAsync(userId, cancellationToken) ?? throw Unauthenticated();
    }

    private async ValueTask<ClaimsPrincipal> SignInAsync(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true })
        {
            return context.User;
        }

        foreach (var scheme in options.Value.Schemes)
        {
            var result = await context.AuthenticateAsync(scheme);
            if (result.Succeeded)
            {
                return context.User = result.Principal;
            }

            if (result.Failure is MlflowException refusal)
            {
                throw refusal;
            }
        }

        context.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode == StatusCodes.Status401Unauthorized)
                {
                    response.Headers.WWWAuthenticate = "Basic realm=\"mlflow\", charset=\"UTF-8\"";
                    response.Headers.Append("WWW-Authenticate", "Bearer realm=\"mlflow\"");
                }

                return Task.CompletedTask;
            },
            context.Response);
        throw Unauthenticated();
    }

    private static MlflowException Unauthenticated() => new(
        ErrorCode.Unauthenticated, "You are not authenticated. Send a user name with a password or personal token (Basic), or a personal token (Bearer).");
}

/// <summary>The built-in user who calls.</summary>
/// <param name="User">The user.</param>
/// <param name="IsUnlimited">Whether the credentials may be used for everything the user may do: a password, or a token of scope admin for all workspaces.</param>
internal sealed record SignedInUser(User User, bool IsUnlimited);
