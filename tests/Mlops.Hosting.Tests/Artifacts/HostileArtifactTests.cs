using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>Inputs that broke other servers: refused with a 4xx, and nothing changes.</summary>
public sealed class HostileArtifactTests : IAsyncLifetime
{
    private const string Proxy = ArtifactHost.Proxy;
    private ArtifactHost host = null!;
    private string run = "";

    /// <summary>Paths as a caller would write them into a URL, encoded at least once where a URL needs it.</summary>
    public static TheoryData<string> Paths =>
    [
        "../x", "../../../../etc/passwd", "..%2Fx", "..%2F..%2Fevil", "%2e%2e/x", "%2E%2E%2Fpath", "%252e%252e/x", "%252e%252e%252fx", "%25252e%25252e/x",
        "a/../b", "a/../../b", "a%2F..%2F..%2Fb", "./../x", "%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd%2500.jpg", "%252Fetc%252Fpasswd",
        "%5C..%5C..%5Cx", "..%5C..%5Cx", "..%255c..%255cx", "%5C%5C%3F%5CC:%5Cx", "%5C%5CUNC%5Cserver%5Cshare", "....%5C%5C", "C:%5Cx", "C:/x", "C%3A/x",
        "%23frag", "a%23b", "a%0Ab", "a%0d%0ab", "a%7Fb", "%252%250952e%252%250952e/x", "%2%0952e%2%0952e/x",
        "..;/x", "a;/../b", "a/..;p=1/b", "..%3B/x", "a%3Fx=../b", "a%3f/../../..", "%20..%20/x",
        "file://a%2523/..//tmp/", "dbfs:/x/a%253f/../../..", "mlflow-artifacts:/..%252f..", "%c0%ae%c0%ae/x", "%25c0%25ae%25c0%25ae/x", "%ff", "a%c3b",
    ];

    public async ValueTask InitializeAsync()
    {
        host = await ArtifactHost.StartAsync();
        run = await host.CreateRunAsync();
        foreach (var path in (string[])["a", "b", "x", "kept/file"])
        {
            using var put = await host.PutAsync($"{Proxy}/{path}", "before");
        }
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_path_that_leaves_its_root_is_refused_by_every_route(string path)
    {
        var before = Tree();
        (string Method, string Target)[] requests =
        [
            ("GET", $"/get-artifact?run_id={run}&path={path}"),
            ("GET", $"/get-artifact?run_uuid={run}&path={path}"),
            ("GET", $"/api/2.0/mlflow/artifacts/list?run_id={run}&path={path}"),
            ("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path={path}"),
            ("GET", $"{Proxy}?path={path}"),
            ("GET", $"{Proxy}/{path}"),
            ("PUT", $"{Proxy}/{path}"),
            ("PUT", $"{Proxy}/kept/{path}"),
            ("DELETE", $"{Proxy}/{path}"),
            ("DELETE", $"{Proxy}/kept/deeper/{path}"),
            ("GET", $"/ajax-api/2.0/mlflow-artifacts/presigned/{path}"),
            ("POST", $"/api/2.0/mlflow-artifacts/mpu/create/{path}"),
            ("POST", $"/api/2.0/mlflow-artifacts/mpu/complete/{path}"),
            ("POST", $"/api/2.0/mlflow-artifacts/mpu/abort/{path}"),
            ("PUT", $"/api/2.0/mlflow-artifacts/mpu/part/{path}?upload_id={new string('a', 32)}&part_number=1"),
            ("PUT", $"/mlflow/team/model/tracking{Proxy}/{path}"),
        ];

        foreach (var (method, target) in requests)
        {
            // Below another name, a path that was absolute or began with a drive is neither.
            if (target.Contains("/kept/", StringComparison.Ordinal) && IsRootOfItsOwn(path))
            {
                continue;
            }

            var body = method switch { "POST" => "{}", "PUT" => "hostile", _ => "" };
            var answer = await host.SendRawAsync(method, target, body, "Content-Type: application/json\r\n");
            Assert.True(answer.Status is 400 or 404, $"{method} {target}: {answer.Status} {answer.Body}");
            Assert.Equal(before, Tree());
        }
    }

    [Theory]
    [InlineData("%252e%252e/x")]
    [InlineData("..%2F..%2Fevil")]
    [InlineData("%2e%2e/x")]
    [InlineData("kept/../x")]
    [InlineData("kept/%2e%2e/x")]
    public async Task The_refusal_of_a_path_in_the_target_is_the_protocols(string path)
    {
        foreach (var method in (string[])["GET", "PUT", "DELETE"])
        {
            var answer = await host.SendRawAsync(method, $"{Proxy}/{path}", method == "PUT" ? "x" : "");
            if (answer.Status != 404)
            {
                Assert.Equal((400, "INVALID_PARAMETER_VALUE", "Invalid path"), (answer.Status, answer.ErrorCode, answer.Message));
            }
            else
            {
                // The path left the routes themselves.
                Assert.Equal("ENDPOINT_NOT_FOUND", answer.ErrorCode);
            }
        }
    }

    [Theory]
    [InlineData("http:///#/../../../etc/")]
    [InlineData("http://foo/bar?../../../etc")]
    [InlineData("http://foo/bar;../../../etc")]
    [InlineData("file:///a/../../etc")]
    [InlineData("C:/data")]
    [InlineData(@"C:\\data")]
    [InlineData(@"\\\\UNC\\server")]
    [InlineData("//server/share")]
    [InlineData("runs:/0123/model")]
    [InlineData("mlflow-artifacts://host:9000/models/..%2f..%2fartifacts")]
    public async Task A_location_that_hides_another_place_makes_no_experiment(string location)
    {
        var answer = await host.SendRawAsync(
            "POST", "/api/2.0/mlflow/experiments/create", $$"""{"name":"hostile","artifact_location":"{{location}}"}""", "Content-Type: application/json\r\n");
        var found = await host.SendRawAsync("GET", "/api/2.0/mlflow/experiments/get-by-name?experiment_name=hostile");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
        Assert.Contains("artifact_location", answer.Message, StringComparison.Ordinal);
        Assert.Equal(404, found.Status);
    }

    [Fact]
    public async Task A_symbolic_link_in_the_store_is_not_followed()
    {
        var secret = Path.Combine(host.Outside, "secret");
        await File.WriteAllTextAsync(secret, "secret", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(host.ArtifactRoot, "default", "kept", "link"), secret);
        Directory.CreateSymbolicLink(Path.Combine(host.ArtifactRoot, "default", "outside"), host.Outside);

        foreach (var path in (string[])["kept/link", "outside/secret"])
        {
            foreach (var method in (string[])["GET", "PUT", "DELETE"])
            {
                var answer = await host.SendRawAsync(method, $"{Proxy}/{path}", method == "PUT" ? "x" : "");
                Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
            }
        }

        var listed = await host.SendRawAsync("GET", $"{Proxy}?path=outside");
        Assert.Equal(400, listed.Status);
        Assert.Equal("secret", await File.ReadAllTextAsync(secret, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(AccessLevel.None)]
    [InlineData(AccessLevel.Read)]
    public async Task Every_route_asks_for_permission(AccessLevel allowed)
    {
        await using var closed = await ArtifactHost.StartAsync(allowed);
        string[] reading =
        [
            "GET /get-artifact?run_id=r&path=a", "HEAD /get-artifact?run_id=r&path=a",
            "GET /model-versions/get-artifact?name=m&version=1&path=a", "HEAD /model-versions/get-artifact?name=m&version=1&path=a",
            "GET /API/2.0/mlflow/artifacts/list?run_id=r", $"GET /API/2.0/mlflow-artifacts/artifacts", "GET /API/2.0/mlflow-artifacts/artifacts/a",
            "HEAD /API/2.0/mlflow-artifacts/artifacts/a", "GET /API/2.0/mlflow-artifacts/presigned/a",
        ];
        string[] writing =
        [
            "POST /ajax-api/2.0/mlflow/upload-artifact?run_uuid=r&path=a", "PUT /API/2.0/mlflow-artifacts/artifacts/a", "DELETE /API/2.0/mlflow-artifacts/artifacts/a",
            "POST /API/2.0/mlflow-artifacts/mpu/create/a", "POST /API/2.0/mlflow-artifacts/mpu/complete/a", "POST /API/2.0/mlflow-artifacts/mpu/abort/a",
            "PUT /API/2.0/mlflow-artifacts/mpu/part/a?upload_id=u&part_number=1",
            "POST /API/2.0/mlflow/artifacts/presigned-upload-url",
        ];

        foreach (var line in allowed == AccessLevel.None ? reading.Concat(writing) : writing)
        {
            foreach (var prefix in (string[])["api", "ajax-api"])
            {
                var parts = line.Replace("API", prefix, StringComparison.Ordinal).Split(' ');
                var answer = await closed.SendRawAsync(parts[0], parts[1], "{}", "Content-Type: application/json\r\n");
                Assert.True(answer.Status == 403, $"{line}: {answer.Status}");
            }
        }

        Assert.Empty(closed.Files());
    }

    private static bool IsRootOfItsOwn(string path)
    {
        var decoded = Uri.UnescapeDataString(Uri.UnescapeDataString(path));
        return !decoded.Contains("..", StringComparison.Ordinal) && !decoded.Contains('\\', StringComparison.Ordinal)
            && (decoded.StartsWith('/') || decoded.StartsWith("C:", StringComparison.Ordinal));
    }

    private string[] Tree() => [.. host.Files().Select(file => file + ":" + File.ReadAllText(Path.Combine(host.ArtifactRoot, file)))];
}
