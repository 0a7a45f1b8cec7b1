using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Access;

/// <summary>Who asks, whether by a request, from a page or from background work.</summary>
/// <param name="User">The caller; without an authenticated identity nobody is signed in.</param>
/// <param name="Connection">How the caller is connected.</param>
public sealed record AccessCaller(ClaimsPrincipal User, ConnectionFacts Connection)
{
    /// <summary>
    /// Whether the answer must not rest on what was read a moment ago. Asked again this way before somebody is refused or something is left
    /// out, so that what was just given counts at once.
    /// </summary>
    public bool Anew { get; init; }

    /// <summary>
    /// Whether the application's own authorization has let the request pass: <c>RequireAuthorization()</c> on our routes, or its fallback
    /// policy.
    /// </summary>
    public bool IsAuthorizedByApplication { get; init; }

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsSignedIn => User.Identity is { IsAuthenticated: true };

    internal static AccessCaller Of(HttpContext context) =>
        new(context.User, new ConnectionFacts(context.Connection.LocalIpAddress, context.Connection.RemoteIpAddress))
        {
            IsAuthorizedByApplication = ApplicationAuthorization.Passed(context),
        };
}

/// <summary>How a caller is connected.</summary>
/// <param name="LocalAddress">The address of this host that the caller reached; null where there is none, as for work within the
/// process.</param>
/// <param name="RemoteAddress">The caller's own address as far as it is known through believed proxies; null where there is none.</param>
public sealed record ConnectionFacts(IPAddress? LocalAddress, IPAddress? RemoteAddress)
{
    /// <summary>Whether both ends are on this machine; work within the process has no ends.</summary>
    public bool IsLocal => IsLoopback(LocalAddress) && IsLoopback(RemoteAddress);

    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
