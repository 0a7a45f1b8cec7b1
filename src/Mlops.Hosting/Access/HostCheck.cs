using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Access;

/// <summary>Refuses requests under a foreign host name, and changes that a page of a foreign origin asks for.</summary>
internal sealed class HostCheck(IOptions<HostCheckOptions> options)
{
    /// <summary>Why a request is refused, or null for one that is not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mayCross">Whether pages of the request's origin may call the route.</param>
    public string? Refuse(HttpRequest request, bool mayCross)
    {
        if (!IsAllowed(request.Host.Host))
        {
            return "Invalid Host header: this server does not answer to that name. Add it to Mlops:AllowedHosts.";
        }

        return !mayCross && !IsSafe(request.Method) && request.Headers.Origin is { Count: > 0 } origins && !IsAllowedOrigin(origins.ToString(), request)
            ? "Cross-origin request blocked."
            : null;
    }

    /// <summary>Why a host name that a proxy passed on is refused, or null for one that is not.</summary>
    public string? RefuseForwarded(HostString host) => IsAllowed(host.Host)
        ? null
        : "Invalid X-Forwarded-Host header: this server does not answer to that name. Add it to Mlops:AllowedHosts.";

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private bool IsAllowedOrigin(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase) || IsAllowed(uri.Host));

    private bool IsAllowed(string host)
    {
        if (LoopbackAddress.IsLoopbackHost(host))
        {
            return true;
        }

        foreach (var allowed in options.Value.AllowedHosts)
        {
            if (allowed == "*" || host.Equals(allowed, StringComparison.OrdinalIgnoreCase)
                || (allowed.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
