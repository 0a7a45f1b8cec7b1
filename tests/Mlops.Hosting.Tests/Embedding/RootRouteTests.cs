using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Server;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>The routes that the protocol has at the root can be moved, left out, and give way.</summary>
public sealed class RootRouteTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_applications_routes_win_whichever_are_mapped_first(bool oursFirst)
    {
        await using var app = Build();
        if (oursFirst)
        {
            app.MapMlflowApi();
        }

        app.MapHealthChecks("/health");
        app.MapGet("/version", () => "shop 7");
        if (!oursFirst)
        {
            app.MapMlflowApi();
        }

        await app.StartAsync(Stop);
        Assert.Equal("Healthy", await BodyAsync(app, "/health"));
        Assert.Equal("shop 7", await BodyAsync(app, "/version"));
        Assert.Equal("OK", await BodyAsync(app, "/mlflow/a/b/tracking/health"));
        Assert.StartsWith("3.", await BodyAsync(app, "/mlflow/a/b/tracking/version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_can_be_left_out_and_moved()
    {
        await using var app = Build(services => services.Configure<MlflowRouteOptions>(options => (options.HealthPath, options.VersionPath) = ("", "/mlops/version")));
        app.MapMlflowApi();
        app.MapFallback(() => "own page");
        await app.StartAsync(Stop);
        Assert.Equal("own page", await BodyAsync(app, "/health"));
        Assert.Equal("own page", await BodyAsync(app, "/version"));
        Assert.StartsWith("3.", await BodyAsync(app, "/mlops/version"), StringComparison.Ordinal);
        Assert.Equal("OK", await BodyAsync(app, "/mlflow/a/b/tracking/health"));
        Assert.StartsWith("3.", await BodyAsync(app, "/mlflow/a/b/tracking/version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_there_beside_a_fallback_of_the_applications()
    {
        await using var app = Build();
        app.MapFallback(() => "own page");
        app.MapMlflowApi();
        await app.StartAsync(Stop);
        Assert.Equal("OK", await BodyAsync(app, "/health"));
        Assert.Equal("own page", await BodyAsync(app, "/"));
    }

    [Fact]
    public async Task A_path_that_is_none_is_told_at_the_start()
    {
        await using var app = Build(services => services.Configure<MlflowRouteOptions>(options => options.HealthPath = "health"));
        var error = await Assert.ThrowsAnyAsync<Exception>(() =>
        {
            app.MapMlflowApi();
            return app.StartAsync(Stop);
        });
        Assert.Contains("Mlops:Mlflow:HealthPath", error.Message, StringComparison.Ordinal);
    }

    private WebApplication Build(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHealthChecks();
        builder.Services.AddMlopsTracking().UseSqlite(options => options.Path = Path.Combine(_folder.Path, "mlops.db"))
            .UseFolder(options => options.Root = Path.Combine(_folder.Path, "artifacts"));
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    private static async Task<string> BodyAsync(WebApplication app, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        return await client.GetStringAsync(path, Stop);
    }
}
