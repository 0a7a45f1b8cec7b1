using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Mlflow;

namespace Mlops.Hosting.Tests;

/// <summary>The real services on a socket of this machine, with their data in a folder of their own.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly Action<IServiceCollection>? _configure;
    private readonly TestFolder _folder;
    private readonly bool _ownsFolder;
    private readonly string? _database;
    private WebApplication? _app;

    private TestHost(Action<IServiceCollection>? configure, TestFolder? folder, string? database)
    {
        _configure = configure;
        _folder = folder ?? new TestFolder();
        _ownsFolder = folder is null;
        _database = database;
    }

    /// <summary>Sends to the host; its base address is the host's root.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app?.Services ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>Every mapped route.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder?)_app)?.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>() ?? [];

    /// <summary>Where the data lie.</summary>
    public string DataFolder => _folder.Path;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a host.</summary>
    /// <param name="configure">Adds services before Mlops does, so that its defaults give way to them.</param>
    /// <param name="folder">Where the data lie; null for a folder that goes with the host. Several hosts may share one.</param>
    /// <param name="database">The connection string of a PostgreSQL database, which several hosts may share; null for a SQLite file in
    /// the folder.</param>
    public static async Task<TestHost> StartAsync(Action<IServiceCollection>? configure = null, TestFolder? folder = null, string? database = null)
    {
        var host = new TestHost(configure, folder, database);
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts the host again on the data it left.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            Client.Dispose();
            await _app.StopAsync(Stop);
            await _app.DisposeAsync();
            _app = null;
        }
    }

    /// <summary>Sends a message and gives the answer, which must be 200.</summary>
    public async Task<JsonElement> PostAsync(string path, object message) => await SendAsync(HttpMethod.Post, path, message);

    /// <inheritdoc cref="PostAsync"/>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object message)
    {
        using var answer = await TryAsync(method, path, message);
        return await ReadAsync(answer);
    }

    /// <summary>Sends a message and gives whatever comes back.</summary>
    public async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object message)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(message) };
        return await Client.SendAsync(request, Stop);
    }

    /// <summary>Gets a message, which must come with 200.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path, Stop);
        return await ReadAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {answer.RequestMessage?.RequestUri}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _configure?.Invoke(builder.Services);
        var mlops = builder.Services.AddMlopsTracking();
        mlops = _database is { } database
            ? mlops.UsePostgreSql(options => options.ConnectionString = database)
            : mlops.UseSqlite(options => (options.Path, options.Shared) = (Path.Combine(_folder.Path, "mlops.db"), !_ownsFolder));
        mlops.UseFolder(options => options.Root = Path.Combine(_folder.Path, "artifacts"));
        _app = builder.Build();
        _app.MapMlflowApi();
        await _app.StartAsync(Stop);
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }
}
