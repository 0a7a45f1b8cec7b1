using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Mlflow.Ui;

/// <summary>
/// MLflow's own pages, where an operator has put them, and what they ask about themselves. The files are the same for everybody and say
/// nothing about any workspace, so that they ask for no access; whatever the pages then fetch does.
/// </summary>
internal static class UiEndpoints
{
    public static void Map(MlflowRoutes routes, IServiceProvider services)
    {
        routes.RawRpc("GET", "3.0/mlflow/ui-telemetry", AccessLevel.Read, RouteSubject.Nothing, static context => JsonAsync(context, """{"disable_ui_telemetry":true,"disable_ui_events":[],"ui_rollout_percentage":0}"""));
        routes.RawRpc("POST", "3.0/mlflow/ui-telemetry", AccessLevel.Read, RouteSubject.Nothing, static context => JsonAsync(context, """{"status":"disabled"}"""));
        foreach (var method in (string[])["GET", "POST"])
        {
            // As MLflow answers without a deployments server.
            routes.Raw(method, "/ajax-api/2.0/mlflow/gateway-proxy", AccessLevel.Read, RouteSubject.Nothing, static context => JsonAsync(context, """{"endpoints":[]}"""));
        }

        if (services.GetService(typeof(IOptions<MlflowUiOptions>)) is not IOptions<MlflowUiOptions> { Value.UiPath: { Length: > 0 } folder })
        {
            return;
        }

        var files = new UiFiles(folder);
        (services.GetService(typeof(IHostApplicationLifetime)) as IHostApplicationLifetime)?.ApplicationStopped.Register(files.Dispose);
        foreach (var method in (string[])["GET", "HEAD"])
        {
            routes.Raw(method, "/", AccessLevel.None, RouteSubject.Nothing, files.SendIndexAsync);
            routes.Raw(method, "/static-files/{**path}", AccessLevel.None, RouteSubject.Nothing, files.SendFileAsync);
        }
    }

    private static Task JsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
