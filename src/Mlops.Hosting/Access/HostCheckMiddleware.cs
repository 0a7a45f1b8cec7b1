using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Access;

/// <summary>Refuses requests under a foreign host name, and changes that a page of a foreign origin asks for.</summary>
internal sealed class HostCheckMiddleware(RequestDelegate next, IOptions<HostCheckOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        // Probes of load balancers come by address.
        if (request.Path.Value is "/health" or "/version")
        {
            return next(context);
        }

        if (!IsAllowed(request.Host.Host))
        {
            return RefuseAsync(context, "Invalid Host header: this server does not answer to that name. Add it to Mlops:AllowedHosts.");
        }

        if (!IsSafe(request.Method) && request.Headers.Origin is { Count: > 0 } origins && !IsAllowedOrigin(origins.ToString(), request))
        {
            return RefuseAsync(context, "Cross-origin request blocked.");
        }

        return next(context);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }

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
