using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>No route forgets to ask what its caller may do.</summary>
public sealed class RouteAccessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_health_version_and_server_info_are_open()
    {
        await using var host = await TestHost.StartAsync();
        Assert.Equal(
            ["/ajax-api/3.0/mlflow/server-info", "/api/3.0/mlflow/server-info", "/health", "/health/ready", "/version"],
            MlflowRoute.All(host.Endpoints).Where(route => route.Access == AccessLevel.None && route.Caller == RequiredCaller.Anybody && route.Method is not null).Select(route => route.Pattern).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_answers_for_routes_that_do_not_exist_only_says_so()
    {
        await using var host = await StartAsync(AccessLevel.None);
        foreach (var route in MlflowRoute.All(host.Endpoints).Where(route => route.Method is null))
        {
            Assert.Equal(AccessLevel.None, route.Access);
            using var answer = await SendAsync(host, route with { Method = new HttpMethod("PROPFIND") });
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{route}: {answer.StatusCode}");
            Assert.Equal("ENDPOINT_NOT_FOUND", await ErrorCodeAsync(answer));
        }
    }

    [Fact]
    public async Task Whoever_may_do_nothing_is_refused_by_every_route()
    {
        await using var host = await StartAsync(AccessLevel.None);
        var routes = MlflowRoute.All(host.Endpoints).Where(route => route.Access != AccessLevel.None).ToArray();
        Assert.InRange(routes.Length, 100, 1000);
        foreach (var route in routes)
        {
            using var answer = await SendAsync(host, route);
            await IsRefusedAsync(route, answer);
        }

        Assert.All(
            Directory.EnumerateFiles(host.DataFolder, "*", SearchOption.AllDirectories),
            file => Assert.StartsWith("mlops.db", Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_is_refused_by_every_route_that_changes_something_and_by_no_other()
    {
        await using var host = await StartAsync(AccessLevel.Read);
        foreach (var route in MlflowRoute.All(host.Endpoints).Where(route => route.Method is not null && route.Caller == RequiredCaller.Anybody))
        {
            using var answer = await SendAsync(host, route);
            if (route.Access > AccessLevel.Read)
            {
                await IsRefusedAsync(route, answer);
            }
            else
            {
                Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Methods_that_change_something_need_more_than_reading()
    {
        await using var host = await TestHost.StartAsync();
        string[] readingPosts = [
            "experiments/search", "experiments/search-datasets", "runs/search", "registered-models/get-latest-versions", "logged-models/search", "traces/search",
            "traces/batchGetInfos", "traces/calculate-filter-correlation", "traces/metrics", "mlflow/datasets/search", "issues/search", "/graphql", "/ui-telemetry",
            "/gateway-proxy"];
        foreach (var route in MlflowRoute.All(host.Endpoints).Where(route => route.Method is not null && route.Caller == RequiredCaller.Anybody))
        {
            var reads = route.Method == HttpMethod.Get || route.Method == HttpMethod.Head || readingPosts.Any(post => route.Pattern.EndsWith(post, StringComparison.Ordinal));
            if (route.Pattern.Contains("/webhooks", StringComparison.Ordinal))
            {
                Assert.Equal(AccessLevel.Admin, route.Access);
                continue;
            }

            Assert.True(reads ? route.Access <= AccessLevel.Read : route.Access >= AccessLevel.Write, $"{route} needs {route.Access}");
        }
    }

    [Fact]
    public async Task Every_spelling_of_a_workspace_is_asked_about()
    {
        var asked = new ConcurrentQueue<(string Workspace, bool Anew)>();
        await using var host = await TestHost.StartAsync(services => services.AddSingleton<IAccessControl>(new RecordingAccess(asked)));
        await GetAsync("/api/2.0/mlflow/runs/get", null);
        await GetAsync("/mlflow/group/project/tracking/api/2.0/mlflow/runs/get", null);
        await GetAsync("//mlflow/group/project/tracking//ajax-api/2.0/mlflow/runs/get", null);
        await GetAsync("/api/2.0/mlflow/runs/get", "group/project");
        await GetAsync("/api/2.0/mlflow/runs/get", "default");
        await GetAsync("/mlflow/a/tracking/b/tracking/get-artifact", "a/tracking/b");

        // Twice each: before somebody is refused, the answer is asked for anew.
        string[] workspaces = ["", "group/project", "group/project", "group/project", "", "a/tracking/b"];
        Assert.Equal(workspaces.SelectMany(workspace => new[] { (workspace, false), (workspace, true) }), asked);

        async Task GetAsync(string path, string? workspace)
        {
            var answer = await RawAnswer.OfAsync(
                host.Client.BaseAddress!, "GET", path, "", workspace is null ? "" : $"X-MLFLOW-WORKSPACE: {workspace}\r\n", Stop);
            Assert.Equal(403, answer.Status);
        }
    }

    private static Task<TestHost> StartAsync(AccessLevel allowed) =>
        TestHost.StartAsync(services => services.AddSingleton<IAccessControl>(new FixedAccess(allowed)));

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, MlflowRoute route)
    {
        using var request = new HttpRequestMessage(route.Method!, route.Path);
        if (route.Method != HttpMethod.Get && route.Method != HttpMethod.Head)
        {
            request.Content = JsonContent.Create(new { name = "x", run_id = "x" });
        }

        return await host.Client.SendAsync(request, Stop);
    }

    private static async Task IsRefusedAsync(MlflowRoute route, HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route}: {answer.StatusCode}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        if (route.Method != HttpMethod.Head)
        {
            Assert.Equal("PERMISSION_DENIED", await ErrorCodeAsync(answer));
        }
    }

    private static async Task<string?> ErrorCodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("error_code").GetString();

    private sealed class RecordingAccess(ConcurrentQueue<(string Workspace, bool Anew)> asked) : IAccessControl
    {
        public ValueTask<WorkspaceAccess> GetAccessAsync(AccessCaller caller, string workspace, CancellationToken cancellationToken)
        {
            asked.Enqueue((workspace, caller.Anew));
            return ValueTask.FromResult(WorkspaceAccess.None);
        }

        public ValueTask<VisibleProjects> GetVisibleProjectsAsync(AccessCaller caller, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("No route of the protocol asks for projects.");
    }
}
