using System.Text.Json;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>Where a request goes (protocol 3.2 and 3.3): paths as they were sent, prefixes, headers, and what does not exist.</summary>
public sealed class RoutingTests : IAsyncLifetime
{
    private TestHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/nothing")]
    [InlineData("POST", "/ajax-api/2.0/mlflow/runs/created")]
    [InlineData("GET", "/api/3.0/mlflow/traces/x/y/z")]
    [InlineData("GET", "/api/4.0/mlflow/traces")]
    [InlineData("DELETE", "/api/2.0/")]
    [InlineData("GET", "/mlflow/group/project/tracking/api/2.0/mlflow/nothing")]
    [InlineData("GET", "//api/2.0/mlflow/nothing")]
    public async Task A_route_that_does_not_exist_is_a_404_in_the_envelope(string method, string path)
    {
        var answer = await SendAsync(method, path);
        Assert.Equal((404, "ENDPOINT_NOT_FOUND"), (answer.Status, answer.ErrorCode));
        Assert.Contains("Content-Type: application/json", answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/runs/create", "POST")]
    [InlineData("PUT", "/ajax-api/2.0/mlflow/runs/get", "GET")]
    [InlineData("POST", "/mlflow/group/project/tracking/get-artifact", "GET, HEAD")]
    [InlineData("DELETE", "/mlflow/group/project/tracking/model-versions/get-artifact", "GET, HEAD")]
    [InlineData("POST", "/mlflow/group/project/tracking/health", "GET")]
    [InlineData("POST", "/mlflow/group/project/tracking/version", "GET")]
    [InlineData("PATCH", "/api/2.0/mlflow/experiments/search", "GET, POST")]
    [InlineData("POST", "/api/2.0/mlflow-artifacts/artifacts/a/b", "DELETE, GET, HEAD, PUT")]
    public async Task A_method_that_a_route_does_not_know_is_a_405_in_the_envelope(string method, string path, string allowed)
    {
        var answer = await SendAsync(method, path);
        Assert.Equal((405, "ENDPOINT_NOT_FOUND"), (answer.Status, answer.ErrorCode));
        Assert.Contains($"Allow: {allowed}\r\n", answer.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("///ajax-api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("//mlflow/group/project/tracking/api/2.0/mlflow/experiments/get-by-name?experiment_name=mine")]
    [InlineData("/mlflow/group/project/tracking//api/2.0/mlflow/experiments/get-by-name?experiment_name=mine")]
    public async Task Doubled_slashes_at_the_front_lead_where_single_ones_do(string path)
    {
        await CreateExperimentAsync("mine", "/mlflow/group/project/tracking");
        Assert.Equal(200, (await SendAsync("GET", path)).Status);
    }

    [Theory]
    [InlineData("//model-versions/get-artifact?name=m&version=1&path=a", "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("//get-artifact?run_id=00000000000000000000000000000000&path=a", "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("//api/2.0/mlflow-artifacts/artifacts/a/b", "RESOURCE_DOES_NOT_EXIST")]
    [InlineData("/mlflow/group/project/tracking//get-artifact?run_id=0&path=a", "RESOURCE_DOES_NOT_EXIST")]
    public async Task Artifact_routes_are_found_behind_doubled_slashes_too(string path, string errorCode) =>
        Assert.Equal(errorCode, (await SendAsync("GET", path)).ErrorCode);

    [Fact]
    public async Task A_prefix_and_the_header_choose_the_same_workspace()
    {
        var id = await CreateExperimentAsync("mine", "/mlflow/group/project/tracking");
        Assert.Equal(id, await FindAsync("", "X-MLFLOW-WORKSPACE: group/project\r\n"));
        Assert.Equal(id, await FindAsync("/mlflow/group/project/tracking", ""));
        Assert.Equal(id, await FindAsync("/mlflow/group/project/tracking", "X-MLFLOW-WORKSPACE: group/project\r\n"));
        Assert.Null(await FindAsync("", ""));
        Assert.Null(await FindAsync("", "X-MLFLOW-WORKSPACE: default\r\n"));
        Assert.Null(await FindAsync("/mlflow/group/other/tracking", ""));

        async Task<string?> FindAsync(string prefix, string header)
        {
            var answer = await SendAsync("GET", prefix + "/api/2.0/mlflow/experiments/get-by-name?experiment_name=mine", header);
            Assert.Equal(answer.Status == 404 ? "RESOURCE_DOES_NOT_EXIST" : null, answer.Status == 200 ? null : answer.ErrorCode);
            return answer.Status != 200 ? null
                : Json(answer).GetProperty("experiment").GetProperty("experiment_id").GetString();
        }
    }

    [Fact]
    public async Task A_project_may_be_called_tracking_or_api()
    {
        foreach (var project in (string[])["tracking", "tracking/tracking", "group/tracking/deep", "api", "a.b/c_d-e"])
        {
            await CreateExperimentAsync("mine", $"/mlflow/{project}/tracking");
            var answer = await SendAsync("GET", "/api/2.0/mlflow/experiments/get-by-name?experiment_name=mine", $"X-MLFLOW-WORKSPACE: {project}\r\n");
            Assert.Equal(200, answer.Status);
        }
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0", "../x")]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0", "/x")]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0", "a//b")]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0", "a b")]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0", "a/..")]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0", "one, two")]
    [InlineData("/mlflow/group/project/tracking/api/2.0/mlflow/experiments/get?experiment_id=0", "group/other")]
    [InlineData("/mlflow/group/project/tracking/api/2.0/mlflow/experiments/get?experiment_id=0", "default")]
    [InlineData("/mlflow/group/%252e%252e/tracking/api/2.0/mlflow/experiments/get?experiment_id=0", null)]
    [InlineData("/mlflow/a%20b/tracking/api/2.0/mlflow/experiments/get?experiment_id=0", null)]
    [InlineData("/mlflow/a%00b/tracking/api/2.0/mlflow/experiments/get?experiment_id=0", null)]
    [InlineData("/mlflow/group//project/tracking/api/2.0/mlflow/experiments/get?experiment_id=0", null)]
    public async Task What_is_no_project_path_and_two_names_for_one_request_are_refused(string path, string? header)
    {
        var answer = await SendAsync("GET", path, header is null ? "" : $"X-MLFLOW-WORKSPACE: {header}\r\n");
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Health_and_version_are_plain_text_and_server_info_is_json()
    {
        Assert.Equal("OK", (await _host.Client.GetStringAsync("/health", Stop)));
        Assert.Matches(@"^3\.\d+\.\d+", await _host.Client.GetStringAsync("/version", Stop));
        Assert.Equal(JsonValueKind.True, (await _host.GetAsync("/api/3.0/mlflow/server-info")).GetProperty("workspaces_enabled").ValueKind);
    }

    private static JsonElement Json(RawAnswer answer) =>
        JsonDocument.Parse(answer.Body[answer.Body.IndexOf('{', StringComparison.Ordinal)..(answer.Body.LastIndexOf('}') + 1)]).RootElement;

    private async Task<string?> CreateExperimentAsync(string name, string prefix) =>
        (await _host.PostAsync(prefix + "/api/2.0/mlflow/experiments/create", new { name })).GetProperty("experiment_id").GetString();

    private Task<RawAnswer> SendAsync(string method, string target, string headers = "") =>
        RawAnswer.OfAsync(_host.Client.BaseAddress!, method, target, "", headers, Stop);
}
