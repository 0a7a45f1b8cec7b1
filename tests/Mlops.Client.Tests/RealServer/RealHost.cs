using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Client.Tests.Fakes;
using Mlops.Client.Tests.RealServer;
using Mlops.Hosting.Download;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Stac;

[assembly: AssemblyFixture(typeof(RealHost))]

namespace Mlops.Client.Tests.RealServer;

/// <summary>
/// The whole service on a socket of this machine, with the sample projects; all tests share it, each in a workspace or under names of its
/// own.
/// </summary>
public sealed class RealHost : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication? _app;

    public Uri Root { get; private set; } = null!;

    /// <summary>A client of the sample project that has a model.</summary>
    public MlopsClient Client { get; private set; } = null!;

    public Uri TrackingUri(string project) => new(Root, $"mlflow/{project}/tracking/");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMlopsTracking()
            .UseSqlite(options => options.Path = _folder.File("mlops.db"))
            .UseFolder(options => options.Root = _folder.File("artifacts"));
        builder.Services.AddMlopsCatalog().UseProjectFolders(Path.Combine(AppContext.BaseDirectory, "projects"));
        builder.Services.AddMlopsOnnx();
        _app = builder.Build();
        _app.MapMlflowApi();
        _app.MapStacApi();
        _app.MapProjectDownloads();
        await _app.StartAsync();
        Root = new Uri(_app.Urls.Single() + "/");
        Client = new MlopsClient(TrackingUri("examples/iris-classifier"));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }
}
