using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.LoggedModels;

/// <summary>What runs tell of models: inputs, outputs, metrics, and the notes of older clients.</summary>
public sealed class RunModelRouteTests : IAsyncLifetime
{
    private const string Runs = RegistryCalls.Api + "runs/";
    private TestHost _host = null!;
    private string _run = "";
    private string _model = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _run = await _host.CreateRunAsync();
        _model = await _host.CreateLoggedModelAsync(runId: _run);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_model_that_is_logged_by_the_client_in_its_order_of_requests_has_its_points_once()
    {
        await LogMetricAsync(new { run_id = _run, key = "acc", value = 0.9, timestamp = 5, step = 2 });
        await _host.PostAsync(Runs + "outputs", new { run_id = _run, models = new[] { new { model_id = _model, step = 2 } } });
        // The client copies the run's points of the model's step, by a batch that repeats them.
        for (var i = 0; i < 2; i++)
        {
            await LogBatchAsync(new { key = "acc", value = 0.9, timestamp = 5, step = 2, model_id = _model, dataset_name = "irises", dataset_digest = "1" });
        }

        var model = await _host.LoggedModelAsync(_model);
        var metric = Assert.Single(model.GetProperty("data").GetProperty("metrics").EnumerateArray());
        Assert.Equal(("acc", 0.9, 2), Assert.Single(model.Metrics()));
        Assert.Equal((_run, _model, "irises", "1"), (metric.Text("run_id"), metric.Text("model_id"), metric.Text("dataset_name"), metric.Text("dataset_digest")));
        var history = await _host.GetAsync($"{RegistryCalls.Api}metrics/get-history?run_id={_run}&metric_key=acc");
        Assert.Equal(
            ["key", "step", "timestamp", "value"],
            Assert.Single(history.GetProperty("metrics").EnumerateArray()).EnumerateObject().Select(field => field.Name).Order());
        var output = Assert.Single((await _host.RunAsync(_run)).GetProperty("outputs").GetProperty("model_outputs").EnumerateArray());
        Assert.Equal((_model, 2), (output.Text("model_id"), output.GetProperty("step").GetInt32()));
    }

    [Fact]
    public async Task A_batch_is_read_alike_however_its_fields_are_written()
    {
        await LogBatchAsync(new { key = "a", value = 1.0, timestamp = 1, step = 1, model_id = _model });
        await _host.PostAsync(
            Runs + "log-batch", new { run_id = _run, metrics = new[] { new { key = "b", value = "2", timestamp = "1", step = "1", modelId = _model } } });
        Assert.Equal([("a", 1, 1), ("b", 2, 1)], (await _host.LoggedModelAsync(_model)).Metrics());
    }

    [Theory]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("Infinity", "1.7976931348623157E+308")]
    [InlineData("-Infinity", "-1.7976931348623157E+308")]
    public async Task Values_that_JSON_lacks_are_kept_as_those_of_runs(string sent, string expected)
    {
        await LogMetricAsync(new { run_id = _run, key = "m", value = sent, timestamp = 1, model_id = _model });
        var metrics = (await _host.LoggedModelAsync(_model)).GetProperty("data").GetProperty("metrics");
        Assert.Equal(expected, metrics[0].GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task A_metric_of_an_unknown_model_is_not_found_and_changes_nothing()
    {
        using var single = await _host.TryAsync(
            HttpMethod.Post, Runs + "log-metric", new { run_id = _run, key = "m", value = 1, timestamp = 1, model_id = LoggedModelCalls.UnknownId });
        using var batch = await _host.TryAsync(HttpMethod.Post, Runs + "log-batch", new
        {
            run_id = _run,
            metrics = new[] { new { key = "m", value = 1, timestamp = 1, model_id = LoggedModelCalls.UnknownId } },
            tags = new[] { new { key = "t", value = "v" } },
        });
        foreach (var answer in (HttpResponseMessage[])[single, batch])
        {
            Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", $"Logged model with ID '{LoggedModelCalls.UnknownId}' not found."), await answer.RefusalAsync());
        }

        Assert.Equal(["tags"], (await _host.RunAsync(_run)).GetProperty("data").EnumerateObject().Select(part => part.Name));
    }

    [Fact]
    public async Task Inputs_are_told_by_get_and_outputs_by_get_and_search()
    {
        await _host.PostAsync(Runs + "log-inputs", new { run_id = _run, models = new[] { new { model_id = _model } } });
        await _host.PostAsync(Runs + "outputs", new { run_id = _run, models = new[] { new { model_id = _model } } });

        var got = await _host.RunAsync(_run);
        var found = (await _host.PostAsync(Runs + "search", new { experiment_ids = new[] { "0" } })).GetProperty("runs")[0];

        Assert.Equal(_model, got.GetProperty("inputs").GetProperty("model_inputs")[0].Text("model_id"));
        Assert.Empty(found.GetProperty("inputs").EnumerateObject());
        foreach (var run in (JsonElement[])[got, found])
        {
            Assert.Equal(0, run.GetProperty("outputs").GetProperty("model_outputs")[0].GetProperty("step").GetInt64());
        }
    }

    [Theory]
    [InlineData("outputs", """{"models": []}""", "'run_id'")]
    [InlineData("outputs", """{"run_id": "RUN"}""", "'models'")]
    [InlineData("outputs", """{"run_id": "RUN", "models": [{"step": 1}]}""", "'models[0].model_id'")]
    [InlineData("outputs", """{"run_id": "RUN", "models": [{"model_id": "m-a", "step": "x"}]}""", "'models[0].step'")]
    [InlineData("log-inputs", """{"run_id": "RUN", "models": [{}]}""", "'models[0].model_id'")]
    [InlineData("log-inputs", """{"run_id": "RUN", "models": "m-a"}""", "'models'")]
    [InlineData("log-model", """{"run_id": "RUN"}""", "'model_json'")]
    [InlineData("log-model", """{"run_id": "RUN", "model_json": "{"}""", "Malformed model info.")]
    [InlineData("log-model", """{"run_id": "RUN", "model_json": "[]"}""", "Malformed model info.")]
    [InlineData("log-model", """{"run_id": "RUN", "model_json": "{\"artifact_path\": \"\\ud800\", \"flavors\": {}, \"run_id\": \"\", \"utc_time_created\": \"\"}"}""", "Malformed model info.")]
    [InlineData("log-model", """{"run_id": "RUN", "model_json": "{\"flavors\": {}, \"run_id\": \"r\"}"}""", "Model json is missing mandatory fields: {'artifact_path', 'utc_time_created'}")]
    [InlineData("log-model", """{"run_id": "RUN", "model_json": "{\"artifact_path\": \"m\", \"flavors\": [], \"run_id\": \"\", \"utc_time_created\": \"\"}"}""", "flavors")]
    public async Task A_bad_request_is_refused_by_the_name_of_its_field(string route, string body, string message)
    {
        using var content = new StringContent(body.Replace("RUN", _run, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _host.Client.PostAsync(Runs + route, content, TestContext.Current.CancellationToken);
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["mlflow.runName"], (await TagsAsync()).Keys);
    }

    [Fact]
    public async Task Models_among_the_artifacts_are_collected_in_a_tag_as_MLflow_writes_it()
    {
        await LogModelAsync("""{"artifact_path": "a", "flavors": {"onnx": {"data": "m.onnx", "config": {"x": 1}}, "plain": 2.50}, "run_id": "r", "utc_time_created": "now", "model_uuid": "u", "signature": "s"}""");
        await LogModelAsync("""{"utc_time_created": "später", "run_id": null, "flavors": {}, "artifact_path": "b"}""");

        Assert.Equal(
            """[{"run_id": "r", "artifact_path": "a", "utc_time_created": "now", "model_uuid": "u", "flavors": {"onnx": {"data": "m.onnx"}, "plain": 2.50}}, """
            + """{"run_id": null, "artifact_path": "b", "utc_time_created": "sp\u00e4ter", "model_uuid": null, "flavors": {}}]""",
            (await TagsAsync())["mlflow.log-model.history"]);
    }

    [Fact]
    public async Task A_history_that_somebody_spoiled_is_not_touched()
    {
        await _host.PostAsync(Runs + "set-tag", new { run_id = _run, key = "mlflow.log-model.history", value = "mine" });
        using var answer = await _host.TryAsync(HttpMethod.Post, Runs + "log-model", new { run_id = _run, model_json = """{"artifact_path": "a", "flavors": {}, "run_id": "r", "utc_time_created": "now"}""" });
        Assert.Equal(HttpStatusCode.BadRequest, (await answer.RefusalAsync()).Status);
        Assert.Equal("mine", (await TagsAsync())["mlflow.log-model.history"]);
    }

    private Task<JsonElement> LogModelAsync(string json) => _host.PostAsync(Runs + "log-model", new { run_id = _run, model_json = json });

    private Task<JsonElement> LogMetricAsync(object metric) => _host.PostAsync(Runs + "log-metric", metric);

    private Task<JsonElement> LogBatchAsync(params object[] metrics) => _host.PostAsync(Runs + "log-batch", new { run_id = _run, metrics });

    private async Task<Dictionary<string, string>> TagsAsync() => (await _host.RunAsync(_run)).GetProperty("data").Tags();
}
