using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>A host on a real socket, so that paths arrive as they were sent, with stores of its own.</summary>
public sealed class ArtifactHost : IAsyncDisposable
{
    public const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("mlops-host-");
    private readonly ErrorLog log = new();
    private readonly WebApplication app;

    private ArtifactHost(Action<IServiceCollection>? configure, long? maxArtifactBytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder.Services);
        builder.Services.AddMlopsTracking()
            .UseSqlite(options => options.Path = Path.Combine(temporary.FullName, "mlops.db"))
            .UseFolder(options =>
            {
                options.Root = ArtifactRoot;
                options.MaxArtifactBytes = maxArtifactBytes;
            });
        app = builder.Build();
        app.MapMlflowApi();
    }

    public HttpClient Client { get; private set; } = null!;

    public string ArtifactRoot => Path.Combine(temporary.FullName, "artifacts");

    public string Outside => temporary.FullName;

    /// <summary>What was logged as errors so far.</summary>
    public IReadOnlyCollection<string> Errors => log.Entries;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ArtifactHost> StartAsync(Action<IServiceCollection>? configure = null, long? maxArtifactBytes = null)
    {
        var host = new ArtifactHost(configure, maxArtifactBytes);
        await host.app.StartAsync(Stop);
        host.Client = new HttpClient { BaseAddress = new Uri(host.app.Urls.Single()) };
        return host;
    }

    /// <summary>A host that allows so much in every workspace.</summary>
    public static Task<ArtifactHost> StartAsync(AccessLevel allowed) =>
        StartAsync(services => services.AddSingleton<IAccessControl>(new FixedAccess(allowed)));

    /// <summary>Creates a run and gives its id; its artifacts lie at <c>{experimentId}/{runId}/artifacts</c>.</summary>
    public async Task<string> CreateRunAsync(string prefix = "", string experimentId = "0")
    {
        using var answer = await PostAsync(prefix + "/api/2.0/mlflow/runs/create", $$"""{"experiment_id":"{{experimentId}}","start_time":1}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return run.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Stop);

    public Task<HttpResponseMessage> PutAsync(string path, string text) => Client.PutAsync(path, new StringContent(text), Stop);

    public Task<HttpResponseMessage> GetAsync(string path, string? range = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        return Client.SendAsync(request, Stop);
    }

    /// <summary>Sends a request whose target is not touched by a client library.</summary>
    public Task<RawAnswer> SendRawAsync(string method, string target, string body = "", string headers = "") =>
        RawAnswer.OfAsync(Client.BaseAddress!, method, target, body, headers, Stop);

    /// <summary>Every file below the store's root, by its path there.</summary>
    public string[] Files() => Directory.Exists(ArtifactRoot)
        ? [.. Directory.EnumerateFiles(ArtifactRoot, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(ArtifactRoot, file)).Order(StringComparer.Ordinal)]
        : [];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        temporary.Delete(recursive: true);
    }
}
