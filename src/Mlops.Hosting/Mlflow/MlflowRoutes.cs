using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

internal delegate Task MlflowHandler(MlflowCall call);

/// <summary>Maps the protocol's routes; each names the access it needs.</summary>
internal sealed class MlflowRoutes(RouteGroupBuilder group)
{
    private readonly Dictionary<string, SortedSet<string>> _methods = new(StringComparer.Ordinal);

    /// <summary>Maps an rpc under <c>/api</c> and <c>/ajax-api</c>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below those, such as <c>2.0/mlflow/runs/get</c>.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="handler">Answers the call.</param>
    public void Rpc(string method, string path, AccessLevel access, MlflowHandler handler) =>
        RawRpc(method, path, access, Parsing(handler));

    /// <summary>Maps an rpc that reads its request itself under <c>/api</c> and <c>/ajax-api</c>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below those.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="handler">Answers the request.</param>
    public void RawRpc(string method, string path, AccessLevel access, RequestDelegate handler)
    {
        Raw(method, "/api/" + path, access, handler);
        Raw(method, "/ajax-api/" + path, access, handler);
    }

    /// <summary>Maps a route that reads its request itself.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The whole route pattern.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="handler">Answers the request.</param>
    public void Raw(string method, string pattern, AccessLevel access, RequestDelegate handler) =>
        Raw(method, pattern, new RequiredAccess(access), handler);

    private void Raw(string method, string pattern, RequiredAccess access, RequestDelegate handler)
    {
        group.MapMethods(pattern, [method], handler).WithMetadata(access);
        if (!_methods.TryGetValue(pattern, out var methods))
        {
            _methods.Add(pattern, methods = new SortedSet<string>(StringComparer.Ordinal));
        }

        methods.Add(method);
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
            Raw(method, prefix + path, new RequiredAccess(AccessLevel.None) { Caller = caller }, Parsing(handler));
        }
    }

    /// <summary>Answers the methods that a pattern does not know, in the protocol's envelope; called when all routes are mapped.</summary>
    public void RefuseOtherMethods()
    {
        foreach (var (pattern, methods) in _methods)
        {
            var allowed = string.Join(", ", methods);
            Any(pattern, AccessLevel.None, context =>
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

    /// <summary>Maps a route for every method, behind all that say more.</summary>
    /// <param name="pattern">The whole route pattern.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="handler">Answers the request.</param>
    public void Any(string pattern, AccessLevel access, RequestDelegate handler) =>
        group.MapFallback(pattern, handler).WithMetadata(new RequiredAccess(access));

    /// <summary>Maps a route outside <c>/api</c> whose request is a protocol message all the same.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The whole route pattern.</param>
    /// <param name="access">What the caller needs.</param>
    /// <param name="handler">Answers the call.</param>
    public void Message(string method, string pattern, AccessLevel access, MlflowHandler handler) =>
        Raw(method, pattern, access, Parsing(handler));

    private static RequestDelegate Parsing(MlflowHandler handler) => async context =>
    {
        using var body = await MlflowRequestBody.ReadAsync(context);
        await handler(new MlflowCall(context, body.Message));
    };
}
