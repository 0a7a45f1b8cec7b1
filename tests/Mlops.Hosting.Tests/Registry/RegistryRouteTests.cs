using System.Net;
using static Mlops.Hosting.Tests.Registry.RegistryCalls;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>What the recorded sessions do not show of the registry's routes.</summary>
public sealed class RegistryRouteTests : IAsyncLifetime
{
    private const string Source = "s3://bucket/model";
    private const string Project = "/mlflow/team/project/tracking";
    private TestHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task One_name_serves_every_workspace_and_the_header_names_the_same_workspace_as_the_path()
    {
        await _host.CreateModelAsync("net");
        await _host.CreateModelAsync("net", Project);
        await _host.RegisterAsync(Source, prefix: Project);

        Assert.False((await _host.GetAsync(Api + "registered-models/get?name=net")).GetProperty("registered_model").TryGetProperty("latest_versions", out _));
        using var request = new HttpRequestMessage(HttpMethod.Get, Api + "model-versions/get?name=net&version=1");
        request.Headers.Add("X-MLFLOW-WORKSPACE", "team/project");
        using var answer = await _host.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("registered-models/delete", "name=net")]
    [InlineData("registered-models/delete-tag", "name=net&key=k")]
    [InlineData("registered-models/alias", "name=net&alias=a")]
    [InlineData("model-versions/delete", "name=net&version=1")]
    [InlineData("model-versions/delete-tag", "name=net&version=1&key=k")]
    public async Task What_is_deleted_is_named_in_the_body_and_not_in_the_query(string route, string query)
    {
        await _host.CreateModelAsync("net");
        await _host.RegisterAsync(Source);

        using var byQuery = await _host.Client.DeleteAsync($"{Api}{route}?{query}", Stop);
        Assert.Equal("Missing value for required parameter 'name'. See the API docs for more information about request parameters.", (await byQuery.RefusalAsync()).Message);

        var body = query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal("{}", (await _host.SendAsync(HttpMethod.Delete, Api + route, body)).GetRawText());
    }

    [Fact]
    public async Task Latest_versions_come_with_their_aliases_by_get_and_post()
    {
        await _host.CreateModelAsync("net");
        await _host.RegisterAsync(Source);
        await _host.PostAsync(Api + "registered-models/alias", new { name = "net", alias = "champion", version = "1" });

        var posted = await _host.PostAsync(Api + "registered-models/get-latest-versions", new { name = "net" });
        Assert.Equal("champion", posted.GetProperty("model_versions")[0].GetProperty("aliases")[0].GetString());
        var got = await _host.GetAsync(Api + "registered-models/get-latest-versions?name=net&stages=none&stages=Staging");
        Assert.Equal(posted.GetRawText(), got.GetRawText());
    }

    [Fact]
    public async Task The_alias_latest_is_the_first_of_the_latest_versions()
    {
        await _host.CreateModelAsync("net");
        using var none = await _host.Client.GetAsync(Api + "registered-models/alias?name=net&alias=latest", Stop);
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Latest version not found for model net."), await none.RefusalAsync());

        await _host.RegisterAsync(Source);
        await _host.RegisterAsync(Source);
        Assert.Equal("2", (await _host.GetAsync(Api + "registered-models/alias?name=net&alias=LATEST")).GetProperty("model_version").Text("version"));
    }

    [Theory]
    [InlineData("LATEST", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("v1", "Version alias name 'v1' is reserved.")]
    [InlineData("V007", "Version alias name 'V007' is reserved.")]
    [InlineData("a b", "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("a/b", "Invalid alias name: 'a/b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    public async Task An_alias_that_reads_as_something_else_is_refused(string alias, string message)
    {
        await _host.CreateModelAsync("net");
        await _host.RegisterAsync(Source);
        using var answer = await _host.TryAsync(HttpMethod.Post, Api + "registered-models/alias", new { name = "net", alias, version = "1" });
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message), await answer.RefusalAsync());
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("..x")]
    [InlineData("a\0b")]
    public async Task A_name_that_would_read_as_a_path_is_refused(string name)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Api + "registered-models/create", new { name });
        Assert.Equal("INVALID_PARAMETER_VALUE", (await answer.RefusalAsync()).Code);
    }

    [Fact]
    public async Task What_exceeds_its_limit_is_refused_and_names_the_field()
    {
        await _host.CreateModelAsync("net");
        await RefusedAsync("registered-models/create", new { name = new string('n', 257) }, "'name' exceeds the maximum length of 256 characters");
        await RefusedAsync("registered-models/set-tag", new { name = "net", key = new string('k', 251), value = "" }, "'key' exceeds the maximum length of 250 characters");
        await RefusedAsync("registered-models/set-tag", new { name = "net", key = "k", value = new string('v', 100_001) }, "'value' exceeds the maximum length of 100000 characters");
        await RefusedAsync("model-versions/create", new { name = "net", source = Source, run_id = "../x" }, "Invalid run ID: '../x'");
        await RefusedAsync("model-versions/create", new { name = "net", source = Source, run_link = new string('l', 2049) }, "'run_link' exceeds the maximum length of 2048 characters");
        await RefusedAsync(
            "model-versions/create",
            new { name = "net", source = Source, tags = Enumerable.Range(0, 1001).Select(i => new { key = $"k{i}", value = "" }) },
            "Invalid value for parameter 'tags' supplied: 1001 tags, at most 1000 are allowed.");
        await _host.PostAsync(Api + "registered-models/set-tag", new { name = "net", key = "k", value = new string('v', 100_000) });
    }

    [Theory]
    [InlineData("get-download-uri?version=1", "Missing value for required parameter 'name'.")]
    [InlineData("get-download-uri?name=net", "Parameter 'version' must be an integer, got ''.")]
    [InlineData("get?name=net&version=1.5", "Parameter 'version' must be an integer, got '1.5'.")]
    [InlineData("search?max_results=0", "Invalid value for max_results. It must be a positive integer, but got 0")]
    [InlineData("search?page_token=!", "Invalid page token, could not base64-decode")]
    public async Task A_bad_parameter_is_named(string query, string message)
    {
        using var answer = await _host.Client.GetAsync($"{Api}model-versions/{query}", Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message), await answer.RefusalAsync());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    public async Task A_number_that_no_version_has_is_not_found(string version)
    {
        await _host.CreateModelAsync("net");
        using var answer = await _host.Client.GetAsync($"{Api}model-versions/get?name=net&version={version}", Stop);
        Assert.Equal(HttpStatusCode.NotFound, (await answer.RefusalAsync()).Status);
    }

    [Fact]
    public async Task Archiving_a_stage_that_is_no_active_one_is_the_callers_mistake()
    {
        await _host.CreateModelAsync("net");
        await _host.RegisterAsync(Source);
        await RefusedAsync(
            "model-versions/transition-stage",
            new { name = "net", version = "1", stage = "None", archive_existing_versions = true },
            "Model version transition cannot archive existing model versions because 'None' is not an Active stage. Valid stages are ['Staging', 'Production']");
    }

    [Fact]
    public async Task The_registry_survives_a_restart()
    {
        await _host.CreateModelAsync("net");
        await _host.RegisterAsync(Source);
        await _host.RestartAsync();
        Assert.Equal(Source, (await _host.VersionAsync("1")).Text("source"));
    }

    private async Task RefusedAsync(string route, object message, string reason)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Api + route, message);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", reason), await answer.RefusalAsync());
    }
}
