using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.Evaluation;

/// <summary>What the routes of evaluation datasets make of requests.</summary>
public sealed class EvaluationDatasetRouteTests : IAsyncLifetime
{
    private const string Datasets = "/api/3.0/mlflow/datasets/";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_dataset_lives_from_creation_to_deletion()
    {
        var id = await CreateAsync();
        var counts = await _host.PostAsync($"{Datasets}{id}/records", new { records = """[{"inputs": {"q": "<ü>"}}, {"inputs": {"q": 2}}, {"inputs": {"q": 2}, "expectations": {"a": 1}}]""" });
        Assert.Equal("""{"inserted_count":2,"updated_count":1}""", counts.GetRawText());

        var records = JsonDocument.Parse((await _host.GetAsync($"{Datasets}{id}/records?max_results=1")).Text("records")).RootElement;
        Assert.Equal("<ü>", records[0].GetProperty("inputs").Text("q"));
        var first = await _host.GetAsync($"{Datasets}{id}/records?max_results=1");
        var second = await _host.GetAsync($"{Datasets}{id}/records?page_token={Uri.EscapeDataString(first.Text("next_page_token"))}");
        Assert.False(second.TryGetProperty("next_page_token", out _));
        var recordId = JsonDocument.Parse(second.Text("records")).RootElement[0].Text("dataset_record_id");

        var found = await _host.PostAsync(Datasets + "search", new { experiment_ids = new[] { "0" }, filter_string = "name = 'eval'" });
        Assert.Equal("""{"num_records": 2}""", found.GetProperty("datasets")[0].Text("profile"));
        Assert.Equal(id, (await _host.GetAsync(Datasets + "search?experiment_ids=0&order_by=name")).GetProperty("datasets")[0].Text("dataset_id"));
        Assert.Equal("""{"experiment_ids":["0"]}""", (await _host.GetAsync($"{Datasets}{id}/experiment-ids")).GetRawText());

        Assert.Equal("""{"deleted_count":1}""", (await _host.SendAsync(HttpMethod.Delete, $"{Datasets}{id}/records", new { dataset_record_ids = new[] { recordId } })).GetRawText());
        Assert.Equal("{}", (await _host.SendAsync(HttpMethod.Patch, $"{Datasets}{id}/tags", new { tags = """{"a/b": "1", "n": 5, "flag": true, "none": null}""" })).GetRawText());
        Assert.Equal("{}", (await _host.SendAsync(HttpMethod.Delete, $"{Datasets}{id}/tags/a%2Fb", new { })).GetRawText());
        var dataset = (await _host.GetAsync(Datasets + id)).GetProperty("dataset");
        Assert.Equal(("""{"flag": "True", "k": "v", "n": "5"}""", """{"num_records": 1}"""), (dataset.Text("tags"), dataset.Text("profile")));
        Assert.Equal(id, (await _host.PostAsync($"{Datasets}{id}/remove-experiments", new { experiment_ids = new[] { "0" } })).GetProperty("dataset").Text("dataset_id"));
        Assert.Equal(id, (await _host.PostAsync($"{Datasets}{id}/add-experiments", new { experiment_ids = new[] { "0" } })).GetProperty("dataset").Text("dataset_id"));

        await _host.SendAsync(HttpMethod.Delete, Datasets + id, new { });
        using var gone = await _host.Client.GetAsync(Datasets + id, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", $"Evaluation dataset with id '{id}' not found"), await gone.RefusalAsync());
    }

    [Theory]
    [InlineData("{", "'records'")]
    [InlineData("{}", "a JSON list")]
    [InlineData("[1]", "records[0] must be an object")]
    [InlineData("""[{"inputs": [1]}]""", "records[0].inputs must be an object")]
    [InlineData("""[{"inputs": null}]""", "records[0].inputs must be an object")]
    [InlineData("""[{"inputs": {}}, {"inputs": {}, "expectations": "x"}]""", "records[1].expectations must be an object")]
    [InlineData("""[{"inputs": {}, "tags": []}]""", "records[0].tags must be an object")]
    [InlineData("""[{"inputs": {}, "tags": {"mlflow.user": 5}}]""", "records[0].tags['mlflow.user']")]
    [InlineData("""[{"inputs": {}, "source": {"source_type": "robot"}}]""", "Invalid dataset record source type: ROBOT.")]
    [InlineData("""[{"inputs": {}, "source": {}}]""", "records[0].source.source_type")]
    [InlineData("""[{"inputs": {"a": "\ud800"}}]""", "surrogate")]
    [InlineData("""[{"inputs": {"\udc00": 1}}]""", "surrogate")]
    [InlineData("""[{"inputs": {"a": NaN}}]""", "'records'")]
    public async Task Bad_records_are_refused_by_name_and_change_nothing(string records, string message)
    {
        var id = await CreateAsync();
        var before = (await _host.GetAsync(Datasets + id)).GetRawText();

        using var answer = await _host.TryAsync(HttpMethod.Post, $"{Datasets}{id}/records", new { records });

        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await _host.GetAsync(Datasets + id)).GetRawText());
    }

    [Theory]
    [InlineData("""{"experiment_ids": ["0"]}""", "Missing value for required parameter 'name'.")]
    [InlineData("""{"name": " "}""", "'name'")]
    [InlineData("""{"name": "x", "tags": "{"}""", "'tags'")]
    [InlineData("""{"name": "x", "tags": "[]"}""", "'tags'")]
    [InlineData("""{"name": "x", "tags": "{\"a\": {}}"}""", "'a'")]
    [InlineData("""{"name": "x", "tags": "{\"a\": \"\\u0000\"}"}""", "NUL")]
    [InlineData("""{"name": "x", "tags": {"a": "b"}}""", "'tags'")]
    [InlineData("""{"name": "x", "experiment_ids": "0"}""", "'experiment_ids'")]
    [InlineData("""{"name": "x", "experiment_ids": ["zero"]}""", "Invalid experiment ID: 'zero'")]
    public async Task A_bad_creation_is_refused_and_creates_nothing(string body, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Datasets + "create", JsonDocument.Parse(body));
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _host.PostAsync(Datasets + "search", new { })).EnumerateObject());
    }

    [Theory]
    [InlineData("nonsense = 'x'", null, "Invalid attribute key 'nonsense' specified. Valid keys are: {'created_by', 'created_time', 'last_update_time', 'last_updated_by', 'name'}")]
    [InlineData("params.a = 'x'", null, "Invalid identifier token 'params' specified")]
    [InlineData("name > 'x'", null, "Invalid comparator for string attribute: >")]
    [InlineData("name IN ('x')", null, "Invalid comparator for string attribute: IN")]
    [InlineData("created_time = 'x'", null, "Expected numeric value type for numeric attribute: created_time. Found 'x'")]
    [InlineData("created_time LIKE 5", null, "Invalid comparator for numeric attribute: LIKE")]
    [InlineData("tags.a IS NULL", null, "Invalid comparator for tag: IS NULL")]
    [InlineData(null, "created_by", "Invalid attribute key 'created_by' specified. Valid keys are: {'created_time', 'last_update_time', 'name'}")]
    [InlineData(null, "tags.a", "Invalid order_by entity: tag")]
    public async Task A_bad_search_is_refused(string? filter, string? order, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Datasets + "search", new { filter_string = filter, order_by = order is null ? Array.Empty<string>() : [order] });
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message), await answer.RefusalAsync());
    }

    [Fact]
    public async Task A_dataset_of_one_project_is_unknown_in_another()
    {
        var created = await _host.PostAsync("/mlflow/group/project/tracking" + Datasets + "create", new { name = "theirs", experiment_ids = new[] { "0" } });
        var id = created.GetProperty("dataset").Text("dataset_id");
        using var answer = await _host.TryAsync(HttpMethod.Post, $"{Datasets}{id}/records", new { records = "[]" });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty((await _host.PostAsync(Datasets + "search", new { })).EnumerateObject());
    }

    private async Task<string> CreateAsync()
    {
        var created = (await _host.PostAsync(Datasets + "create", new { name = "eval", experiment_ids = new[] { "0" }, tags = """{"k": "v"}""" })).GetProperty("dataset");
        Assert.Equal("0", created.GetProperty("experiment_ids")[0].GetString());
        return created.Text("dataset_id");
    }
}
