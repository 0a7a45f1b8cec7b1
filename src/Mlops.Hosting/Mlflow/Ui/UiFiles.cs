using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Ui;

/// <summary>Sends the files of MLflow's pages.</summary>
internal sealed class UiFiles(string folder) : IDisposable
{
    // The bundle evaluates code in its charts and writes its styles into the page; nothing of it may come from another host.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "worker-src 'self' blob:; frame-src 'self' blob: data:; connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private readonly PhysicalFileProvider _files = new(Path.GetFullPath(folder));

    /// <summary>Sends the page that everything starts from; the rest of its address is for the browser alone.</summary>
    public Task SendIndexAsync(HttpContext context)
    {
        if (!context.Request.Path.HasValue)
        {
            // The page names its files relative to a folder.
            context.Response.Redirect(context.Request.PathBase + "/" + context.Request.QueryString);
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "no-cache";
        return SendAsync(context, "index.html");
    }

    /// <summary>Sends one of the files whose names change with their content.</summary>
    public Task SendFileAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=2419200";
        return SendAsync(context, context.Request.RouteValues["path"] as string ?? "");
    }

    public void Dispose() => _files.Dispose();

    private Task SendAsync(HttpContext context, string path)
    {
        // The provider leaves its folder by no path, and sees no hidden files.
        var file = path.Contains('\0', StringComparison.Ordinal) ? null : _files.GetFileInfo(path);
        if (file is not { Exists: true, IsDirectory: false, PhysicalPath: { } found })
        {
            throw MlflowException.ResourceDoesNotExist("No such page.");
        }

        var type = ContentTypes.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        if (type is "text/html" or "text/css" or "text/javascript" or "application/json")
        {
            type += "; charset=utf-8";
        }

        return Results.File(found, type, lastModified: file.LastModified).ExecuteAsync(context);
    }
}
