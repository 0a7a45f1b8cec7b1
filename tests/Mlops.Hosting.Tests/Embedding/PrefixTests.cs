using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Refresh;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>Below a prefix, of a group or of the application, everything is where its links say.</summary>
public sealed class PrefixTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Prefixes => new()
    {
        { "", "/ml" },
        { "", "/team/{tenant}/ml" },
        { "/base", "" },
        { "/base", "/ml" },
    };

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Every_link_of_the_catalog_leads_somewhere(string pathBase, string group)
    {
        await using var app = await StartAsync(pathBase, group);
        var root = app.Urls.Single() + pathBase + group.Replace("{tenant}", "seven", StringComparison.Ordinal);
        using var client = new HttpClient();
        var pending = new Queue<string>([root + "/api/stac"]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var types = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryDequeue(out var address))
        {
            if (!seen.Add(address) || !address.StartsWith(app.Urls.Single(), StringComparison.Ordinal))
            {
                continue;
            }

            Assert.StartsWith(root + "/", address, StringComparison.Ordinal);
            using var answer = await client.GetAsync(address, Stop);
            Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
            types.Add(answer.Content.Headers.ContentType?.MediaType ?? "");
            if (answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/geo+json")
            {
                foreach (var href in Hrefs(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement))
                {
                    pending.Enqueue(href);
                }
            }
        }

        Assert.Contains(root + "/api/download/group/one/repository/scene.txt", seen);
        Assert.Contains("application/geo+json", types);
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task The_protocol_answers_at_the_root_of_the_prefix_and_at_a_projects_address(string pathBase, string group)
    {
        await using var app = await StartAsync(pathBase, group);
        var root = pathBase + group.Replace("{tenant}", "seven", StringComparison.Ordinal);
        foreach (var start in (string[])[root, root + "/mlflow/group/one/tracking", root + "/mlflow/group/one/tracking/"])
        {
            var answer = await RawAnswer.OfAsync(new Uri(app.Urls.Single()), "GET", start + "/api/2.0/mlflow/experiments/search?max_results=1", "", "", Stop);
            Assert.True(answer.Status == 200, $"{start}: {answer.Head}{answer.Body}");
            var create = await RawAnswer.OfAsync(
                new Uri(app.Urls.Single()), "POST", start + "/api/2.0/mlflow-artifacts/mpu/create/0/r/artifacts", """{"path":"big.bin","num_parts":1}""", "Content-Type: application/json\r\n", Stop);
            Assert.Equal(200, create.Status);
            var part = Find(create.Body, "\"url\":\"", "\"").Replace("\\u0026", "&", StringComparison.Ordinal);
            Assert.StartsWith(app.Urls.Single() + start.TrimEnd('/') + "/api/2.0/mlflow-artifacts/mpu/part/", part, StringComparison.Ordinal);
            using var client = new HttpClient();
            using var sent = await client.PutAsync(part, new StringContent("abc"), Stop);
            Assert.True(sent.IsSuccessStatusCode, $"{part}: {sent.StatusCode}");
        }
    }

    private static string Find(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }

    private static IEnumerable<string> Hrefs(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "href", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : Hrefs(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Hrefs),
        _ => [],
    };

    private async Task<WebApplication> StartAsync(string pathBase, string group)
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder.Path, "projects", "group", "one")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "README.md"), "---\ntopics: [\"sharinghub:dataset\"]\ntitle: One\nassets: [\"*.txt\"]\n---\n\nWords.\n", Stop);
        await File.WriteAllTextAsync(Path.Combine(project, "scene.txt"), "scene", Stop);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Mlops:Catalog:Folders:0", Path.Combine(_folder.Path, "projects"))]);
        builder.Services.AddMlopsTracking().UseSqlite(options => options.Path = Path.Combine(_folder.Path, "mlops.db"))
            .UseFolder(options => options.Root = Path.Combine(_folder.Path, "artifacts"));
        builder.Services.AddMlopsCatalog();
        var app = builder.Build();
        if (pathBase.Length > 0)
        {
            app.UsePathBase(pathBase);
            app.UseRouting();
        }

        IEndpointRouteBuilder routes = group.Length > 0 ? app.MapGroup(group) : app;
        routes.MapMlflowApi();
        routes.MapStacApi();
        routes.MapProjectDownloads();
        await app.StartAsync(Stop);
        await app.Services.GetRequiredService<CatalogRefresher>().RefreshAsync(Stop);
        return app;
    }
}
