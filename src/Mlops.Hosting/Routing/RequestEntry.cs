using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;
using Mlops.Hosting.Workspaces;

namespace Mlops.Hosting.Routing;

/// <summary>
/// What stands in front of each of our endpoints, and of no other of the application's: the host check, the headers of proxies, headers for
/// browsers. It also moves what is not ours from the path to the path base (the prefix of a group, a project's address), so that handlers
/// see the protocol's own paths and links hold whatever stands before them.
/// </summary>
internal sealed class RequestEntry
{
    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("\\?#<>\"");
    private readonly HostCheck _hosts;
    private readonly CrossOrigin _crossOrigin;
    private readonly ForwardedHeadersMiddleware _proxies;

    public RequestEntry(HostCheck hosts, CrossOrigin crossOrigin, IOptionsMonitor<ForwardedHeadersOptions> options, ILoggerFactory loggers)
    {
        _hosts = hosts;
        _crossOrigin = crossOrigin;
        _proxies = new ForwardedHeadersMiddleware(static _ => Task.CompletedTask, loggers, Options.Create(options.Get(ForwardedHeadersSetup.Name)));
    }

    /// <summary>Puts this in front of an endpoint that is being built.</summary>
    /// <param name="endpoint">The endpoint; its metadata hold <see cref="LocalPath"/>.</param>
    /// <param name="handler">Answers the request.</param>
    public void Guard(EndpointBuilder endpoint, RequestDelegate handler)
    {
        var local = endpoint.Metadata.OfType<LocalPath>().LastOrDefault()
            ?? throw new InvalidOperationException($"The route {endpoint.DisplayName} does not say which part of its path is ours.");
        var mount = ((RouteEndpointBuilder)endpoint).RoutePattern.PathSegments.Count - local.Segments;
        var anyHost = endpoint.Metadata.OfType<AnyHost>().Any();
        var publicRead = endpoint.Metadata.OfType<PublicRead>().Any();
        endpoint.RequestDelegate = context => Admit(context, anyHost, publicRead) is { } refusal ? refusal
            : mount == 0 ? handler(context)
            : MountedAsync(context, mount, handler);
        endpoint.Metadata.Add(new ProjectEntry(context => Admit(context, anyHost, publicRead) ?? OfProjectAsync(context, handler)));
    }

    private static Task MountedAsync(HttpContext context, int segments, RequestDelegate handler)
    {
        var path = context.Request.Path.Value ?? "";
        var length = ProjectRoutes.MountLength(path, segments);
        return MovedAsync(context, path[..length], path[length..], handler);
    }

    private static Task OfProjectAsync(HttpContext context, RequestDelegate handler)
    {
        var project = (ProjectRequest)context.Features.GetRequiredFeature<IWorkspaceFeature>();
        return MovedAsync(context, project.Prefix, project.Rest, handler);
    }

    /// <summary>Whatever of the application stands around its endpoints finds the path as it was.</summary>
    private static async Task MovedAsync(HttpContext context, string prefix, string rest, RequestDelegate handler)
    {
        var request = context.Request;
        var (pathBase, path) = (request.PathBase, request.Path);
        (request.PathBase, request.Path) = (pathBase.Add(new PathString(prefix)), new PathString(rest));
        try
        {
            await handler(context);
        }
        finally
        {
            (request.PathBase, request.Path) = (pathBase, path);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }

    /// <summary>Null for a request that goes on, else its refusal.</summary>
    private Task? Admit(HttpContext context, bool anyHost, bool publicRead)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        if (anyHost)
        {
            return null;
        }

        var request = context.Request;
        var origin = request.Headers.Origin.Count == 1 ? request.Headers.Origin.ToString() : null;
        if (_hosts.Refuse(request, origin is not null && _crossOrigin.Allows(origin, publicRead)) is { } refusal)
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden, refusal);
        }

        if (origin is not null && _crossOrigin.Apply(context, origin, publicRead))
        {
            return Task.CompletedTask;
        }

        // After the host check: a page that was led here under another name could set these headers too.
        var (host, pathBase) = (request.Host, request.PathBase);
        try
        {
            _proxies.ApplyForwarders(context);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The X-Forwarded headers make no address.");
        }

        if (request.PathBase != pathBase && !IsPath(request.PathBase.Value))
        {
            request.PathBase = pathBase;
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "Invalid X-Forwarded-Prefix header: it must be a path such as '/team'.");
        }

        return request.Host != host && _hosts.RefuseForwarded(request.Host) is { } forwarded
            ? RefuseAsync(context, StatusCodes.Status403Forbidden, forwarded)
            : null;
    }

    private static bool IsPath(string? path) => string.IsNullOrEmpty(path)
        || (path[0] == '/' && !(path.Length > 1 && path[1] == '/') && !path.AsSpan().ContainsAny(NotInPaths) && !path.AsSpan().ContainsAnyInRange('\0', ' '));
}
