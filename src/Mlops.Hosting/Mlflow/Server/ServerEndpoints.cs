using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Ui;
using Mlops.Hosting.Routing;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Server;

/// <summary>Health, version, server info, and the answer to routes that do not exist.</summary>
internal static class ServerEndpoints
{
    /// <summary>The MLflow version whose protocol is spoken; clients decide by it what they may ask for.</summary>
    public const string ProtocolVersion = "3.11.2.dev0";

    public static void Map(MlflowRoutes routes, IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<MlflowRouteOptions>>().Value;
        routes.Server("/health", options.HealthPath, static context => TextAsync(context, "OK"), AnyHost.Instance);
        routes.Server("/health/ready", options.HealthPath.Length == 0 ? "" : options.HealthPath + "/ready", ReadyAsync, AnyHost.Instance);
        if (services.GetService<IOptions<MlflowUiOptions>>() is not { Value.UiPath.Length: > 0 })
        {
            routes.Server("/", options.StartPage ? "/" : "", StartPage.SendAsync);
        }

        routes.Server("/version", options.VersionPath, static context => TextAsync(context, ProtocolVersion), AnyHost.Instance);
        foreach (var prefix in (string[])["/api", "/ajax-api"])
        {
            routes.Raw("GET", prefix + "/3.0/mlflow/server-info", AccessLevel.None, RouteSubject.Nothing, ServerInfoAsync);
            foreach (var version in (string[])["1.0", "2.0", "3.0", "4.0"])
            {
                routes.Any($"{prefix}/{version}/{{**rest}}", UnknownRoute);
            }
        }
    }

    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var away = await context.RequestServices.GetRequiredService<Readiness>().CheckAsync(context.RequestAborted);
        if (away.Count > 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "2";
        }

        await TextAsync(context, away.Count == 0 ? "OK" : "away: " + string.Join(", ", away));
    }

    private static Task ServerInfoAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"store_type":"SqlStore","workspaces_enabled":true}""", context.RequestAborted);
    }

    private static Task UnknownRoute(HttpContext context) =>
        throw MlflowException.EndpointNotFound($"No such route: {context.Request.Method} {context.Request.Path}.");
}
