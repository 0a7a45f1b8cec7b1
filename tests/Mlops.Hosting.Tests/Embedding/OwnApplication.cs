using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>
/// An application with routes, middleware, files, sign-in and cross-origin rules of its own, with or without Mlops in it.
/// </summary>
internal sealed class OwnApplication : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly WebApplication _app;

    private OwnApplication(bool withMlops, bool users)
    {
        var root = Path.Combine(_folder.Path, "wwwroot");
        Directory.CreateDirectory(Path.Combine(root, "mlflow"));
        File.WriteAllText(Path.Combine(root, "index.html"), "<h1>ours</h1>");
        File.WriteAllText(Path.Combine(root, "mlflow", "logo.txt"), "our file");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = _folder.Path, WebRootPath = root });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins("https://shop.example.org").AllowAnyHeader()));
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, NamedSignIn>("Named", null);
        builder.Services.AddAuthorization();
        builder.Services.AddHealthChecks();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = null);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            options.ForwardLimit = 1;
        });
        if (withMlops)
        {
            var mlops = builder.Services.AddMlopsTracking().UseSqlite(options => options.Path = Path.Combine(_folder.Path, "mlops.db"))
                .UseFolder(options => options.Root = Path.Combine(_folder.Path, "artifacts"));
            builder.Services.AddMlopsCatalog();
            _ = users ? mlops.UseUsers(access => (access.AdminUsername, access.AdminPassword) = ("admin", "correct horse battery")) : mlops;
        }

        _app = builder.Build();
        _app.UseForwardedHeaders();
        _app.Use(async (context, next) =>
        {
            context.Response.Headers["X-Seen"] = string.Create(
                CultureInfo.InvariantCulture, $"{context.Request.Scheme} {context.Request.Host} {context.Request.PathBase} {context.Request.Path} {context.Connection.RemoteIpAddress}");
            context.Response.Headers["X-User"] = context.User.Identity?.Name ?? "nobody";
            await next(context);
        });
        _app.UseDefaultFiles();
        _app.UseStaticFiles();
        _app.UseCors();
        if (withMlops)
        {
            // First, so that ours would win wherever the order of mapping decides.
            _app.MapMlflowApi();
            _app.MapStacApi();
            _app.MapProjectDownloads();
        }

        _app.MapHealthChecks("/health");
        _app.MapGet("/version", () => "shop 7");
        _app.MapGet("/orders", (HttpContext context) => Results.Ok(new { Order = 7, From = context.Connection.RemoteIpAddress?.ToString() }));
        _app.MapPost("/orders", () => Results.StatusCode(201));
        _app.MapGet("/orders/fail", string () => throw new InvalidOperationException("no stock"));
        _app.MapGet("/private", (HttpContext context) => context.User.Identity!.Name).RequireAuthorization();
        _app.MapGet("/mlflow-notes", () => "notes");
        _app.MapGet("/mlflow/notes/{id}", (string id) => "note " + id);
        _app.MapGet("/graphql", () => "our graph");
        _app.MapGet("/api/stock", () => "stock");
        _app.MapFallback("/shop/{**rest}", (HttpContext context) => "shop" + context.Request.Path);
    }

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public static async Task<OwnApplication> StartAsync(bool withMlops, bool users = false)
    {
        var app = new OwnApplication(withMlops, users);
        await app._app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public Task<RawAnswer> SendAsync(string method, string path, string headers) =>
        RawAnswer.OfAsync(Address, method, path, "", headers, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
