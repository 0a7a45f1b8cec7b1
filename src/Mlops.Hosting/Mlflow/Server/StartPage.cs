using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Catalog;
using Mlops.Hosting.Workspaces;

namespace Mlops.Hosting.Mlflow.Server;

/// <summary>A page at the root, and at a project's tracking address, that says what is here to whoever opens it in a browser.</summary>
internal static class StartPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task SendAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.HasValue)
        {
            // The page's links are relative to a folder.
            context.Response.Redirect(request.PathBase + "/" + request.QueryString);
            return Task.CompletedTask;
        }

        var workspace = context.Features.Get<IWorkspaceFeature>()?.Workspace ?? "";
        var address = Encode($"{request.Scheme}://{request.Host}{request.PathBase}/");
        var root = workspace.Length == 0 ? "" : string.Concat(Enumerable.Repeat("../", workspace.Split('/').Length + 2));
        var hasCatalog = context.RequestServices.GetService(typeof(CatalogOptions)) is not null;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.WriteAsync(
            $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mlops</title>
            <style>body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}code,pre{background:#8882;padding:.1rem .3rem;border-radius:.2rem}pre{padding:.6rem;overflow:auto}</style>
            </head><body>
            <h1>{{(workspace.Length == 0 ? "Mlops" : Encode(workspace))}}</h1>
            <p>{{(workspace.Length == 0 ? "Experiment tracking and a model registry" : "The experiments and models of this project")}}, spoken to by clients of MLflow. This address is their tracking URI:</p>
            <pre>export MLFLOW_TRACKING_URI={{address}}</pre>
            <p>From Python:</p>
            <pre>import mlflow
            mlflow.set_tracking_uri("{{address}}")
            mlflow.set_experiment("first steps")</pre>
            <ul>
            {{(workspace.Length == 0 ? "<li>A project has an address of its own: <code>" + address + "mlflow/{group/project}/tracking/</code></li>" : "")}}
            {{(hasCatalog ? $"<li>The catalog of projects: <a href=\"{root}api/stac\">STAC API</a>, <a href=\"{root}api/stac/api.html\">its description</a></li>" : "")}}
            <li>Is it well? <a href="health">health</a>, <a href="health/ready">database and store</a>; protocol <a href="version">version</a></li>
            </ul></body></html>
            """,
            context.RequestAborted);
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
