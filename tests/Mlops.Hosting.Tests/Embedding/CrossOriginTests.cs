using Mlops.Hosting.Tests.Stac;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>Pages of other origins read the catalog without credentials, and do more only where their origin is named.</summary>
public sealed class CrossOriginTests
{
    private const string Anybody = "Origin: https://viewer.example.org\r\n";
    private const string Search = "/api/stac/search";
    private const string Experiments = "/api/2.0/mlflow/experiments/search?max_results=1";

    [Theory]
    [InlineData("GET", "/api/stac", "")]
    [InlineData("GET", "/api/stac/search?limit=1", "")]
    [InlineData("POST", Search, "{}")]
    [InlineData("GET", "/api/stac/collections/nothing", "")]
    [InlineData("GET", "/api/download/a/one/repository/data.txt", "")]
    public async Task Reads_of_the_catalog_are_for_pages_of_any_origin_without_credentials(string method, string path, string body)
    {
        await using var host = await StartAsync();
        var answer = await host.SendRawAsync(method, path, body, Anybody + "Content-Type: application/json\r\n");
        Assert.InRange(answer.Status, 200, 404);
        Assert.Contains("Access-Control-Allow-Origin: *", answer.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Allow-Credentials", answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Search, "POST")]
    [InlineData("/api/stac/collections", "GET")]
    [InlineData("/api/download/a/one/repository/data.txt", "GET")]
    public async Task The_browsers_question_before_is_answered(string path, string method)
    {
        await using var host = await StartAsync();
        var answer = await host.SendRawAsync("OPTIONS", path, "", $"{Anybody}Access-Control-Request-Method: {method}\r\nAccess-Control-Request-Headers: content-type\r\n");
        Assert.Equal(204, answer.Status);
        Assert.Contains("Access-Control-Allow-Origin: *", answer.Head, StringComparison.Ordinal);
        Assert.Contains("content-type", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_routes_are_closed_to_them()
    {
        await using var host = await StartAsync();
        Assert.DoesNotContain("Access-Control", (await host.SendRawAsync("GET", Experiments, "", Anybody)).Head, StringComparison.Ordinal);
        Assert.Equal(403, (await host.SendRawAsync("POST", "/api/2.0/mlflow/experiments/create", """{"name":"x"}""", Anybody)).Status);
        var asked = await host.SendRawAsync("OPTIONS", "/api/2.0/mlflow/experiments/create", "", Anybody + "Access-Control-Request-Method: POST\r\n");
        Assert.DoesNotContain("Access-Control-Allow-Origin", asked.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_a_named_origin_use_everything()
    {
        await using var host = await StartAsync(("Mlops:Cors:Origins:0", "https://viewer.example.org"), ("Mlops:Cors:PublicReads", "false"));
        foreach (var path in (string[])[Experiments, "/api/stac"])
        {
            var answer = await host.SendRawAsync("GET", path, "", Anybody);
            Assert.Contains("Access-Control-Allow-Origin: https://viewer.example.org", answer.Head, StringComparison.Ordinal);
            Assert.Contains("Access-Control-Allow-Credentials: true", answer.Head, StringComparison.Ordinal);
            Assert.DoesNotContain("Access-Control", (await host.SendRawAsync("GET", path, "", "Origin: https://other.example.org\r\n")).Head, StringComparison.Ordinal);
        }

        var asked = await host.SendRawAsync("OPTIONS", "/api/2.0/mlflow/experiments/create", "", Anybody + "Access-Control-Request-Method: POST\r\n");
        Assert.Equal(204, asked.Status);
        Assert.Equal(200, (await host.SendRawAsync("POST", "/api/2.0/mlflow/experiments/create", """{"name":"x"}""", Anybody + "Content-Type: application/json\r\n")).Status);
    }

    private static Task<StacHost> StartAsync(params (string, string)[] settings) => StacHost.StartAsync(null, settings, null, static host =>
    {
        host.Project("a/one", "title: One");
        host.Write("a/one/data.txt", "data");
    });
}
