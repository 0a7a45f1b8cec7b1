using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.LoggedModels;

/// <summary>What the routes of logged models make of requests.</summary>
public sealed class LoggedModelRouteTests : IAsyncLifetime
{
    private const string Models = LoggedModelCalls.Models;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_model_without_a_name_gets_one()
    {
        var model = (await _host.PostAsync(Models, new { experiment_id = "0" })).GetProperty("model");
        Assert.Matches(@"^[a-z]+-[a-z]+-\d+$", model.GetProperty("info").Text("name"));
        Assert.Equal(("", ""), (model.GetProperty("info").Text("model_type"), model.GetProperty("info").Text("source_run_id")));
        Assert.Empty(model.GetProperty("data").EnumerateObject());
    }

    [Theory]
    [InlineData("""{"name": "net"}""", "Missing value for required parameter 'experiment_id'.")]
    [InlineData("""{"experiment_id": "0", "name": "a/b"}""", "Invalid model name ('a/b') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")")]
    [InlineData("""{"experiment_id": "0", "name": "a.b"}""", "Invalid model name")]
    [InlineData("""{"experiment_id": "0", "name": "a:b"}""", "Invalid model name")]
    [InlineData("""{"experiment_id": "0", "name": "a%b"}""", "Invalid model name")]
    [InlineData("""{"experiment_id": "0", "name": "a'b"}""", "Invalid model name")]
    [InlineData("""{"experiment_id": "0", "name": "a\"b"}""", "Invalid model name")]
    [InlineData("""{"experiment_id": "0", "name": "a\u0000b"}""", "NUL")]
    [InlineData("""{"experiment_id": "0", "name": "a\ud800"}""", "surrogate")]
    [InlineData("""{"experiment_id": "0", "name": 5}""", "Invalid value 5 for parameter 'name' supplied:  Hint: Value was of type 'int'.")]
    [InlineData("""{"experiment_id": "zero"}""", "Invalid experiment ID: 'zero'")]
    [InlineData("""{"experiment_id": "0", "params": [{"value": "1"}]}""", "'params[0].key'")]
    [InlineData("""{"experiment_id": "0", "params": [{"key": "p", "value": "1"}, {"key": "p", "value": "1"}]}""", "Duplicate parameter keys have been submitted: ['p'].")]
    [InlineData("""{"experiment_id": "0", "tags": [{"key": ""}]}""", "'tags[0].key'")]
    [InlineData("""{"experiment_id": "0", "tags": {"a": "b"}}""", "'tags'")]
    public async Task A_bad_creation_is_refused_and_creates_nothing(string body, string message)
    {
        using var answer = await SendAsync(HttpMethod.Post, Models, body);

        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _host.PostAsync(Models + "/search", new { experiment_ids = new[] { "0" } })).EnumerateObject());
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_refused_by_the_name_of_their_field()
    {
        var longest = new string('x', 500);
        await _host.PostAsync(Models, new { experiment_id = "0", name = longest, model_type = longest });
        foreach (var (field, body) in (IEnumerable<(string, object)>)[
            ("name", new { experiment_id = "0", name = longest + "x" }),
            ("model_type", new { experiment_id = "0", model_type = longest + "x" }),
            ("source_run_id", new { experiment_id = "0", source_run_id = longest }),
            ("params[0].key", new { experiment_id = "0", @params = new[] { new { key = longest, value = "" } } }),
            ("tags[0].value", new { experiment_id = "0", tags = new[] { new { key = "t", value = new string('x', 100_001) } } })])
        {
            using var answer = await _host.TryAsync(HttpMethod.Post, Models, body);
            Assert.StartsWith($"'{field}' exceeds the maximum length", (await answer.RefusalAsync()).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"LOGGED_MODEL_READY\"", "LOGGED_MODEL_READY")]
    [InlineData("2", "LOGGED_MODEL_READY")]
    [InlineData("\"LOGGED_MODEL_UPLOAD_FAILED\"", "LOGGED_MODEL_UPLOAD_FAILED")]
    public async Task A_status_is_set_by_name_or_number(string sent, string status)
    {
        var modelId = await _host.CreateLoggedModelAsync();
        using var answer = await SendAsync(HttpMethod.Patch, $"{Models}/{modelId}", $$"""{"status": {{sent}}}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(status, (await _host.LoggedModelAsync(modelId)).GetProperty("info").Text("status"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status": null}""")]
    [InlineData("""{"status": "DONE"}""")]
    [InlineData("""{"status": 9}""")]
    public async Task A_status_that_does_not_exist_is_refused(string body)
    {
        var modelId = await _host.CreateLoggedModelAsync();
        using var answer = await SendAsync(HttpMethod.Patch, $"{Models}/{modelId}", body);
        Assert.Equal("INVALID_PARAMETER_VALUE", (await answer.RefusalAsync()).Code);
        Assert.Equal("LOGGED_MODEL_PENDING", (await _host.LoggedModelAsync(modelId)).GetProperty("info").Text("status"));
    }

    [Fact]
    public async Task Tags_of_any_key_are_set_and_deleted()
    {
        var modelId = await _host.CreateLoggedModelAsync();
        string[] keys = ["plain", "a/b", "a b", "mlflow.user", "ä%"];
        await _host.SendAsync(HttpMethod.Patch, $"{Models}/{modelId}/tags", new { tags = keys.Select(key => new { key, value = "v" }) });
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await TagsAsync(modelId)).Keys.Order(StringComparer.Ordinal));

        foreach (var key in keys)
        {
            await _host.SendAsync(HttpMethod.Delete, $"{Models}/{modelId}/tags/{Uri.EscapeDataString(key)}", new { });
            Assert.DoesNotContain(key, (await TagsAsync(modelId)).Keys);
        }
    }

    [Fact]
    public async Task A_deleted_model_is_read_only_with_allow_deleted()
    {
        var modelId = await _host.CreateLoggedModelAsync();
        await _host.SendAsync(HttpMethod.Delete, $"{Models}/{modelId}", new { });
        foreach (var query in (string[])["", "?allow_deleted=false", "?allow_deleted=maybe"])
        {
            using var answer = await _host.Client.GetAsync($"{Models}/{modelId}{query}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, (await answer.RefusalAsync()).Status);
        }

        Assert.Equal(modelId, (await _host.GetAsync($"{Models}/{modelId}?allow_deleted=True")).GetProperty("model").GetProperty("info").Text("model_id"));
    }

    [Theory]
    [InlineData("""{}""", "Missing value for required parameter 'experiment_ids'.")]
    [InlineData("""{"experiment_ids": []}""", "Missing value for required parameter 'experiment_ids'.")]
    [InlineData("""{"experiment_ids": ["x"]}""", "Invalid experiment ID: 'x'")]
    [InlineData("""{"experiment_ids": ["0"], "filter": "nope = '1'"}""", "nope")]
    [InlineData("""{"experiment_ids": ["0"], "filter": "metrics.m = 'x'"}""", "numeric")]
    [InlineData("""{"experiment_ids": ["0"], "max_results": -1}""", "max_results")]
    [InlineData("""{"experiment_ids": ["0"], "page_token": "e30="}""", "Invalid page token")]
    [InlineData("""{"experiment_ids": ["0"], "datasets": [{"dataset_digest": "1"}]}""", "`dataset_name` in the `datasets` clause must be specified.")]
    [InlineData("""{"experiment_ids": ["0"], "order_by": [{"ascending": true}]}""", "Invalid order by field name")]
    [InlineData("""{"experiment_ids": ["0"], "order_by": ["name"]}""", "order_by")]
    public async Task A_bad_search_is_refused(string body, string message)
    {
        using var answer = await SendAsync(HttpMethod.Post, Models + "/search", body);
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_token_serves_the_search_it_came_from_only()
    {
        await _host.CreateLoggedModelAsync("a");
        await _host.CreateLoggedModelAsync("b");
        var order = new[] { new { field_name = "name", ascending = true } };
        var first = await _host.PostAsync(Models + "/search", new { experiment_ids = new[] { "0" }, order_by = order, max_results = 1 });
        var token = first.Text("next_page_token");

        var second = await _host.PostAsync(Models + "/search", new { experiment_ids = new[] { "0" }, order_by = order, max_results = 1, page_token = token });
        Assert.Equal("b", Assert.Single(second.GetProperty("models").EnumerateArray()).GetProperty("info").Text("name"));
        Assert.False(second.TryGetProperty("next_page_token", out _));

        using var other = await _host.TryAsync(HttpMethod.Post, Models + "/search", new { experiment_ids = new[] { "0" }, max_results = 1, page_token = token });
        Assert.Contains("does not match the requested order by", (await other.RefusalAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_reached_across_workspaces()
    {
        const string Project = "/mlflow/team/project/tracking";
        var modelId = await _host.CreateLoggedModelAsync(prefix: Project);
        Assert.Equal(modelId, (await _host.LoggedModelAsync(modelId, Project)).GetProperty("info").Text("model_id"));
        using var answer = await _host.Client.GetAsync($"{Models}/{modelId}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, (await answer.RefusalAsync()).Status);
        Assert.Empty((await _host.PostAsync(Models + "/search", new { experiment_ids = new[] { "0", "1", "2" } })).EnumerateObject());
        Assert.Single((await _host.PostAsync(Project + Models + "/search", new { experiment_ids = new[] { "0" } })).GetProperty("models").EnumerateArray());
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Json(body) };
        return await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<Dictionary<string, string>> TagsAsync(string modelId) => (await _host.LoggedModelAsync(modelId)).GetProperty("info").Tags();
}
