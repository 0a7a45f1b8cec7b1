using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.Evaluation;

/// <summary>What the routes of scorers make of requests.</summary>
public sealed class ScorerRouteTests : IAsyncLifetime
{
    private const string Scorers = "/api/3.0/mlflow/scorers/";
    private const string Judge = """{"name": "judge", "instructions_judge_pydantic_data": {"model": "openai:/gpt"}}""";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_scorer_lives_from_registration_to_deletion()
    {
        var registered = await RegisterAsync();
        Assert.Equal((1, "0", "judge", Judge), (registered.GetProperty("version").GetInt32(), registered.Text("experiment_id"), registered.Text("name"), registered.Text("serialized_scorer")));
        await RegisterAsync();

        var listed = (await _host.GetAsync(Scorers + "list?experiment_id=0")).GetProperty("scorers");
        Assert.Equal(1, listed.GetArrayLength());
        Assert.Equal((0, "judge", 2), (listed[0].GetProperty("experiment_id").GetInt32(), listed[0].Text("scorer_name"), listed[0].GetProperty("scorer_version").GetInt32()));
        Assert.Equal(registered.Text("scorer_id"), listed[0].Text("scorer_id"));
        Assert.Equal(2, (await _host.GetAsync(Scorers + "versions?experiment_id=0&name=judge")).GetProperty("scorers").GetArrayLength());
        Assert.Equal(1, (await _host.GetAsync(Scorers + "get?experiment_id=0&name=judge&version=1")).GetProperty("scorer").GetProperty("scorer_version").GetInt32());

        await _host.SendAsync(HttpMethod.Delete, Scorers + "delete", new { experiment_id = "0", name = "judge" });
        Assert.Empty((await _host.GetAsync(Scorers + "list?experiment_id=0")).EnumerateObject());
    }

    [Theory]
    [InlineData("judge", "{", "serialized_scorer must be valid JSON")]
    [InlineData("judge", "[]", "serialized_scorer must be a JSON object")]
    [InlineData("judge", """{"call_source": "import os"}""", "can't be registered")]
    [InlineData("judge", """{"builtin_scorer_pydantic_data": {"model": 5}}""", "Scorer model must be a string.")]
    [InlineData("judge", """{"builtin_scorer_pydantic_data": {"model": " "}}""", "Scorer model cannot be empty or contain only whitespace.")]
    [InlineData("judge", """{"memory_augmented_judge_data": {"base_judge": {"third_party_scorer_data": {"model": ""}}}}""", "Scorer model cannot be empty or contain only whitespace.")]
    [InlineData(" ", "{}", "Scorer name cannot be empty or contain only whitespace.")]
    [InlineData("", "{}", "Missing value for required parameter 'name'.")]
    public async Task A_bad_registration_is_refused(string name, string serialized, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Scorers + "register", new { experiment_id = "0", name, serialized_scorer = serialized });
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _host.GetAsync(Scorers + "list?experiment_id=0")).EnumerateObject());
    }

    [Fact]
    public async Task A_scorer_that_asks_a_gateway_is_refused_since_there_is_none()
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Scorers + "register", new
        {
            experiment_id = "0",
            name = "judge",
            serialized_scorer = """{"builtin_scorer_pydantic_data": {"model": "gateway:/chat"}}""",
        });
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "GatewayEndpoint not found (name='chat')"), await answer.RefusalAsync());
    }

    [Fact]
    public async Task Online_scoring_can_be_configured_as_switched_off_only()
    {
        var scorerId = (await RegisterAsync()).Text("scorer_id");
        Assert.Equal("""{"configs":[]}""", (await _host.GetAsync($"{Scorers}online-configs?scorer_ids={scorerId}&scorer_ids=x")).GetRawText());

        var config = (await ConfigureAsync(new { experiment_id = "0", name = "judge", sample_rate = 0, filter_string = "status = 'OK'" })).GetProperty("config");
        Assert.Equal((scorerId, "0", "status = 'OK'", "0.0"), (config.Text("scorer_id"), config.Text("experiment_id"), config.Text("filter_string"), config.GetProperty("sample_rate").GetRawText()));
        Assert.Equal(config.GetRawText(), (await _host.GetAsync($"{Scorers}online-configs?scorer_ids={scorerId}")).GetProperty("configs")[0].GetRawText());

        foreach (var (body, message) in (IEnumerable<(object, string)>)[
            (new { experiment_id = "0", name = "judge", sample_rate = 0.5 }, "does not use a gateway model"),
            (new { experiment_id = "0", name = "judge", sample_rate = 1.5 }, "sample_rate must be between 0.0 and 1.0, got 1.5"),
            (new { experiment_id = "0", name = "judge", sample_rate = "NaN" }, "sample_rate must be between 0.0 and 1.0"),
            (new { experiment_id = "0", name = "judge" }, "'sample_rate'"),
            (new { experiment_id = "0", name = "judge", sample_rate = 0, filter_string = "nonsense = 1" }, "nonsense")])
        {
            using var answer = await _host.TryAsync(HttpMethod.Put, Scorers + "online-config", body);
            var refusal = await answer.RefusalAsync();
            Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
            Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        }

        using var missing = await _host.Client.GetAsync(Scorers + "online-configs", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
    }

    [Theory]
    [InlineData("/ajax-api/3.0/mlflow/scorer/invoke")]
    [InlineData("/ajax-api/3.0/mlflow/issues/invoke")]
    [InlineData("/ajax-api/3.0/mlflow/demo/generate")]
    [InlineData("/api/3.0/mlflow/prompt-optimization/jobs")]
    public async Task What_needs_jobs_is_no_route(string path)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, path, new { });
        Assert.Equal("ENDPOINT_NOT_FOUND", (await answer.RefusalAsync()).Code);
    }

    private async Task<JsonElement> RegisterAsync() =>
        await _host.PostAsync(Scorers + "register", new { experiment_id = "0", name = "judge", serialized_scorer = Judge });

    private async Task<JsonElement> ConfigureAsync(object body) => await _host.SendAsync(HttpMethod.Put, Scorers + "online-config", body);
}
