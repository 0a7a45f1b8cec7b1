using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

internal delegate Task MlflowHandler(MlflowCall call);

/// <summary>Maps the protocol's routes; each says what access it needs, and on what.</summary>
internal sealed class MlflowRoutes(RouteGroupBuilder group)
{
    private readonly Dictionary<string, SortedSet<string>> _methods = new(StringComparer.Ordinal);

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

    private void Raw(string method, string pattern, RequiredAccess access, RouteSubject subject, RequestDelegate handler)
    {
        group.MapMethods(pattern, [method], handler).WithMetadata(access, subject);
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
        group.MapFallback(pattern, handler).WithMetadata(new RequiredAccess(AccessLevel.None), RouteSubject.Nothing);

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
