using System.Globalization;
using System.Security.Claims;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access;

/// <summary>The claims of callers who were signed in by the built-in users.</summary>
internal static class AccessClaims
{
    private const string UserId = "mlops:user";
    private const string Scope = "mlops:scope";
    private const string Workspace = "mlops:workspace";

    public static ClaimsPrincipal Principal(User user, AccessToken? token, string scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Username));
        identity.AddClaim(new Claim(UserId, user.Id.ToString(CultureInfo.InvariantCulture)));
        if (token is not null)
        {
            identity.AddClaim(new Claim(Scope, token.Scope.ToString()));
            if (token.Workspace is { } workspace)
            {
                identity.AddClaim(new Claim(Workspace, workspace));
            }
        }

        return new ClaimsPrincipal(identity);
    }

    /// <summary>The number of the built-in user, or null for a caller who is none.</summary>
    public static long? FindUserId(ClaimsPrincipal caller) =>
        long.TryParse(caller.FindFirst(UserId)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The most that the caller's credentials may be used for: what a token was made for, everything for a password.</summary>
    public static Permission Cap(ClaimsPrincipal caller) => caller.FindFirst(Scope)?.Value switch
    {
        null or nameof(TokenScope.Admin) => Permission.Manage,
        nameof(TokenScope.Write) => Permission.Edit,
        _ => Permission.Read,
    };

    /// <summary>The only workspace that the caller's credentials open, or null for all.</summary>
    public static string? OnlyWorkspace(ClaimsPrincipal caller) => caller.FindFirst(Workspace)?.Value;
}
