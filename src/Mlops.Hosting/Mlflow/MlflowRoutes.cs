using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Hosting.Routing;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

internal delegate Task MlflowHandler(MlflowCall call);

/// <summary>Maps the protocol's routes; each says what access it needs, and on what.</summary>
internal sealed class MlflowRoutes(RouteGroupBuilder group)
{
    private readonly Dictionary<string, SortedSet<string>> _methods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofProjects = new(StringComparer.Ordinal);

    /// <summary>Maps an rpc under <c>/api</c> and <c>/ajax-api</c>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below those, such as <c>2.0/mlflow/runs/get</c>.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="subject">On what.</param>
    /// <param name="handler">Answers the call.</param>
    public void Rpc(string method, string path, AccessLevel access, RouteSubject subject, MlflowHandler handler) =>
        RawRpc(method, path, access, subject with { ReadsMessage = true }, Parsing(handler));

    /// <summary>Maps an rpc that reads its request itself under <c>/api</c> and <c>/ajax-api</c>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below those.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="subject">On what.</param>
    /// <param name="handler">Answers the request.</param>
    public void RawRpc(string method, string path, AccessLevel access, RouteSubject subject, RequestDelegate handler)
    {
        Raw(method, "/api/" + path, access, subject, handler);
        Raw(method, "/ajax-api/" + path, access, subject, handler);
    }

    /// <summary>Maps a route that reads its request itself.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The whole route pattern.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="subject">On what.</param>
    /// <param name="handler">Answers the request.</param>
    public void Raw(string method, string pattern, AccessLevel access, RouteSubject subject, RequestDelegate handler) =>
        Raw(method, pattern, new RequiredAccess(access), subject, handler);

    /// <summary>Maps an open route of this server's own, such as a health check.</summary>
    /// <param name="pattern">The pattern below a project's tracking address.</param>
    /// <param name="atRoot">The pattern at the root; empty for none there.</param>
    /// <param name="handler">Answers GET.</param>
    /// <param name="metadata">More of the route's metadata.</param>
    public void Server(string pattern, string atRoot, RequestDelegate handler, params object[] metadata)
    {
        if (atRoot != pattern)
        {
            _ofProjects.Add(pattern);
        }

        foreach (var path in (string[])(atRoot.Length == 0 || atRoot == pattern ? [pattern] : [pattern, atRoot]))
        {
            Raw(HttpMethods.Get, path, new RequiredAccess(AccessLevel.None), RouteSubject.Nothing, handler).WithMetadata(metadata);
        }
    }

    /// <summary>Maps the route that leads to all others below the tracking addresses of projects.</summary>
    /// <param name="projects">The routes of projects.</param>
    public void Projects(ProjectRoutes projects)
    {
        group.WithMetadata(projects);
        group.Map(ProjectRoutes.Pattern, static context => MlflowError.WriteAsync(context, MlflowException.EndpointNotFound("No such route.")))
            .WithMetadata(new RequiredAccess(AccessLevel.None), RouteSubject.Nothing, LocalPath.Of(ProjectRoutes.Pattern), ProjectCatchAll.Instance);
    }

    private IEndpointConventionBuilder Raw(string method, string pattern, RequiredAccess access, RouteSubject subject, RequestDelegate handler)
    {
        var route = Place(group.MapMethods(pattern, [method], handler), pattern).WithMetadata(access, subject);
        if (!_methods.TryGetValue(pattern, out var methods))
        {
            _methods.Add(pattern, methods = new SortedSet<string>(StringComparer.Ordinal));
        }

        methods.Add(method);
        return route;
    }

    private static bool IsOwnPath(string pattern) =>
        pattern.StartsWith("/api/", StringComparison.Ordinal) || pattern.StartsWith("/ajax-api/", StringComparison.Ordinal);

    private IEndpointConventionBuilder Place(IEndpointConventionBuilder route, string pattern)
    {
        route.WithMetadata(LocalPath.Of(pattern));
        if (!IsOwnPath(pattern))
        {
            route.WithMetadata(YieldingRoute.Instance);
            route.Add(static endpoint => ((RouteEndpointBuilder)endpoint).Order = Math.Max(((RouteEndpointBuilder)endpoint).Order, YieldingRoute.Order));
        }

        return _ofProjects.Contains(pattern) ? route.WithMetadata(new SuppressMatchingMetadata()) : route;
    }

    /// <summary>Maps an rpc about users, under <c>/api</c> and <c>/ajax-api</c>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below those.</param>
    /// <param name="caller">Who may call.</param>
    /// <param name="handler">Answers the call.</param>
    public void UserRpc(string method, string path, RequiredCaller caller, MlflowHandler handler)
    {
        foreach (var prefix in (string[])["/api/", "/ajax-api/"])
        {
            Raw(method, prefix + path, new RequiredAccess(AccessLevel.None) { Caller = caller }, RouteSubject.Nothing, Parsing(handler));
        }
    }

    /// <summary>Answers the methods that a pattern does not know, in the protocol's envelope; called when all routes are mapped.</summary>
    public void RefuseOtherMethods()
    {
        foreach (var (pattern, methods) in _methods)
        {
            var allowed = string.Join(", ", methods);
            Any(pattern, context =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.Allow = allowed;
                    return Task.CompletedTask;
                });
                return MlflowError.WriteAsync(
                    context, StatusCodes.Status405MethodNotAllowed, ErrorCode.EndpointNotFound,
                    $"No such route: {context.Request.Method} {context.Request.Path}; allowed: {allowed}.");
            });
        }
    }

    /// <summary>Maps an open route that refuses every method, behind all that say more.</summary>
    /// <param name="pattern">The whole route pattern.</param>
    /// <param name="handler">Refuses the request.</param>
    public void Any(string pattern, RequestDelegate handler) =>
        Only(IsOwnPath(pattern), Place(group.MapFallback(pattern, handler), pattern).WithMetadata(new RequiredAccess(AccessLevel.None), RouteSubject.Nothing));

    /// <summary>At the root, other methods of paths that the application may have too are the application's.</summary>
    private static void Only(bool atRoot, IEndpointConventionBuilder route)
    {
        if (!atRoot)
        {
            route.WithMetadata(new SuppressMatchingMetadata());
        }
    }

    /// <summary>Maps a route outside <c>/api</c> whose request is a protocol message all the same.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The whole route pattern.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="subject">On what.</param>
    /// <param name="handler">Answers the call.</param>
    public void Message(string method, string pattern, AccessLevel access, RouteSubject subject, MlflowHandler handler) =>
        Raw(method, pattern, access, subject with { ReadsMessage = true }, Parsing(handler));

    private static RequestDelegate Parsing(MlflowHandler handler) => async context =>
    {
        var body = await MlflowRequestBody.ReadAsync(context);
        await handler(new MlflowCall(context, body.Message));
    };
}
