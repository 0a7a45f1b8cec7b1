using System.Text.RegularExpressions;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>An application does not notice that Mlops has been added to it, but for the routes of Mlops.</summary>
public sealed partial class GuestTests
{
    private static readonly string[] Paths =
    [
        "/", "/index.html", "/orders", "/orders/fail", "/orders?experiment_id=0", "/private", "/mlflow-notes", "/mlflow/notes/7", "/mlflow/logo.txt", "/mlflow", "/mlflow/",
        "/mlflow/group/project", "/mlflow/group/project/tracking/notes", "/mlflow/tracking/tracking-notes", "//orders", "//mlflow-notes", "/shop/a/b", "/nothing", "/health", "/version",
        "/graphql", "/api/stock", "/api/nothing", "/api", "/static-files/x.js", "/shop//api/2.0/mlflow/runs/get",
    ];

    private static readonly string[] Headers =
    [
        "",
        "X-MLFLOW-WORKSPACE: ../../etc\r\n",
        "X-MLFLOW-WORKSPACE: group/project\r\nX-MLflow-Experiment-Id: 7\r\n",
        "Origin: https://evil.example.org\r\n",
        "Origin: https://shop.example.org\r\n",
        "X-Forwarded-For: 203.0.113.7, 203.0.113.8\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example.org\r\nX-Forwarded-Prefix: nonsense\r\n",
        "X-Name: ada\r\n",
        "Host: shop.example.org\r\n",
        "Authorization: Basic YWRhOnNlY3JldA==\r\n",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Other_routes_answer_byte_for_byte_as_without_Mlops(bool users)
    {
        await using var without = await OwnApplication.StartAsync(withMlops: false);
        await using var with = await OwnApplication.StartAsync(withMlops: true, users);
        foreach (var method in (string[])["GET", "HEAD", "POST", "PUT", "OPTIONS"])
        {
            foreach (var path in Paths)
            {
                foreach (var headers in Headers)
                {
                    var (expected, actual) = (await AskAsync(without, method, path, headers), await AskAsync(with, method, path, headers));
                    Assert.True(expected == actual, $"{method} {path} with '{headers}'\n--- without\n{expected}\n--- with\n{actual}");
                }
            }
        }
    }

    [Fact]
    public async Task Routes_of_Mlops_are_there_all_the_same()
    {
        await using var app = await OwnApplication.StartAsync(withMlops: true);
        foreach (var path in (string[])["/api/2.0/mlflow/experiments/get?experiment_id=0", "//api/2.0/mlflow/experiments/get?experiment_id=0",
            "/mlflow/group/project/tracking/api/3.0/mlflow/server-info", "/mlflow/group/project/tracking//api/3.0/mlflow/server-info",
            "/mlflow/group/project/tracking/health", "/mlflow/group/project/tracking/version", "/api/stac", "/api/stac/search"])
        {
            var answer = await app.SendAsync("GET", path, "");
            Assert.True(answer.Status == 200, $"{path}: {answer.Head}{answer.Body}");
            Assert.Contains("X-Content-Type-Options: nosniff", answer.Head, StringComparison.Ordinal);
        }

        Assert.Equal(403, (await app.SendAsync("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", "Host: evil.example.org\r\n")).Status);
        Assert.Equal(400, (await app.SendAsync("GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", "X-MLFLOW-WORKSPACE: ../x\r\n")).Status);
    }

    [Fact]
    public async Task The_applications_own_middleware_sees_the_path_as_it_was_sent()
    {
        await using var app = await OwnApplication.StartAsync(withMlops: true);
        var answer = await app.SendAsync("GET", "/mlflow/group/project/tracking/api/2.0/mlflow/experiments/get?experiment_id=7", "");
        Assert.Equal(404, answer.Status);
        Assert.Contains(" /mlflow/group/project/tracking/api/2.0/mlflow/experiments/get ", answer.Head, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(OwnApplication app, string method, string path, string headers)
    {
        var answer = await app.SendAsync(method, path, headers);
        return Varying().Replace(answer.Head + "\n" + answer.Body, "…").Replace(app.Address.Authority, "host", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"Date: [^\r\n]*|ETag: [^\r\n]*|Last-Modified: [^\r\n]*")]
    private static partial Regex Varying();
}
