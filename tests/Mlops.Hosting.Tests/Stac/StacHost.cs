using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Refresh;
using Mlops.Hosting.Download;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Stac;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Stac;

/// <summary>A host on a real socket with a catalog of a folder of its own.</summary>
public sealed class StacHost : IAsyncDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("mlops-stac-");
    private readonly WebApplication _app;

    private StacHost(Action<IServiceCollection>? configure, (string Key, string Value)[] settings, string? pathBase)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Mlops:Catalog:Folders:0", (string?)Projects), new("Mlops:Catalog:PollInterval", "00:00:00.05")]);
        Directory.CreateDirectory(Projects);
        configure?.Invoke(builder.Services);
        builder.Services.AddMlopsTracking()
            .UseSqlite(options => options.Path = Path.Combine(_temporary.FullName, "mlops.db"))
            .UseFolder(options => options.Root = Path.Combine(_temporary.FullName, "artifacts"));
        builder.Services.AddMlopsCatalog();
        _app = builder.Build();
        if (pathBase is not null)
        {
            _app.UsePathBase(pathBase);
            _app.UseRouting();
        }

        _app.MapMlflowApi();
        _app.MapStacApi();
        _app.MapProjectDownloads();
    }

    public HttpClient Client { get; private set; } = null!;

    public string Projects => Path.Combine(_temporary.FullName, "projects");

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<StacHost> StartAsync(
        Action<IServiceCollection>? configure = null, (string Key, string Value)[]? settings = null, string? pathBase = null, Action<StacHost>? projects = null)
    {
        var host = new StacHost(configure, settings ?? [], pathBase);
        projects?.Invoke(host);
        await host._app.StartAsync(Stop);
        host.Client = new HttpClient { BaseAddress = new Uri(host._app.Urls.Single()) };
        await host.RefreshAsync();
        return host;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Projects, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Makes a project with these lines of front matter.</summary>
    public void Project(string path, string frontMatter, string topic = "sharinghub:aimodel") =>
        Write($"{path}/README.md", $"---\ntopics: [\"{topic}\"]\n{frontMatter}\n---\n\nWords about {path}.\n");

    public Task RefreshAsync() => Services.GetRequiredService<CatalogRefresher>().RefreshAsync(Stop);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return Client.SendAsync(request, Stop);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, string contentType = "application/json") =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, contentType), Stop);

    /// <summary>The JSON of an answer that must be 200.</summary>
    public async Task<JsonElement> ReadAsync(string path, params (string Name, string Value)[] headers) => await JsonAsync(await GetAsync(path, headers));

    public async Task<JsonElement> SearchAsync(string json) => await JsonAsync(await PostAsync("/api/stac/search", json));

    public Task<RawAnswer> SendRawAsync(string method, string target, string body = "", string headers = "") =>
        RawAnswer.OfAsync(Client.BaseAddress!, method, target, body, headers, Stop);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
            return JsonDocument.Parse(text).RootElement.Clone();
        }
    }

    /// <summary>The problem details of an answer, whose shape is checked.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {text}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(text).RootElement.Clone();
            Assert.Equal(["type", "title", "status", "detail", "errors"], problem.EnumerateObject().Select(member => member.Name));
            Assert.Equal(status, problem.GetProperty("status").GetInt32());
            Assert.NotEqual("", problem.GetProperty("detail").GetString());
            return problem;
        }
    }

    public static string[] Fields(JsonElement problem) => [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];

    public static string Ids(JsonElement page) => string.Join(' ', page.GetProperty("features").EnumerateArray().Select(item => item.GetProperty("id").GetString()));

    public static JsonElement? Link(JsonElement document, string rel, string? method = null)
    {
        foreach (var link in document.GetProperty("links").EnumerateArray())
        {
            if (link.GetProperty("rel").GetString() == rel && (method is null || (link.TryGetProperty("method", out var given) && given.GetString() == method)))
            {
                return link;
            }
        }

        return null;
    }

    public static string Href(JsonElement document, string rel) => Link(document, rel)?.GetProperty("href").GetString() ?? throw new InvalidOperationException($"no link {rel}");

    /// <summary>Waits until something holds; far later than any machine needs, the wait ends.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await holds())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.DisposeAsync();
        _temporary.Delete(recursive: true);
    }
}
