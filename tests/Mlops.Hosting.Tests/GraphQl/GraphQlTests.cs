using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.GraphQl;

/// <summary>The queries of MLflow's pages (protocol 3.13).</summary>
public sealed class GraphQlTests : IAsyncLifetime
{
    private const string Api = "/api/2.0/mlflow/";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_experiment_comes_with_camel_case_names_and_long_numbers_as_text()
    {
        var id = (await _host.PostAsync(Api + "experiments/create", new { name = "e", tags = new[] { new { key = "k", value = "v" } } })).GetProperty("experiment_id").GetString();
        var data = await _host.QueryAsync(
            """
            query MlflowGetExperimentQuery($input: MlflowGetExperimentInput!) @component(name: "MLflow.ExperimentRunTracking") {
              mlflowGetExperiment(input: $input) {
                apiError { code message }
                experiment { artifactLocation creationTime experimentId lastUpdateTime lifecycleStage name tags { key value } __typename }
              }
            }
            """,
            new { input = new { experimentId = id } });
        var answer = data.GetProperty("mlflowGetExperiment");
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("apiError").ValueKind);
        var experiment = answer.GetProperty("experiment");
        Assert.Equal(JsonValueKind.String, experiment.GetProperty("creationTime").ValueKind);
        Assert.True(long.Parse(experiment.GetProperty("lastUpdateTime").GetString()!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal($"mlflow-artifacts:/{id}", experiment.GetProperty("artifactLocation").GetString());
        Assert.Equal("active", experiment.GetProperty("lifecycleStage").GetString());
        Assert.Equal("""[{"key":"k","value":"v"}]""", experiment.GetProperty("tags").GetRawText());
        Assert.Equal("MlflowExperiment", experiment.GetProperty("__typename").GetString());
    }

    [Fact]
    public async Task A_run_comes_with_what_it_logged_its_experiment_and_the_model_versions_made_from_it()
    {
        var runId = await _host.CreateRunAsync();
        await _host.PostAsync(Api + "runs/log-batch", new
        {
            run_id = runId,
            metrics = new object[] { new { key = "loss", value = 0.25, timestamp = 9_000_000_000_000, step = 5_000_000_000 }, new { key = "nothing", value = "NaN", timestamp = 1, step = 0 } },
            @params = new[] { new { key = "rate", value = "0.1" } },
        });
        await _host.PostAsync(Api + "runs/log-inputs", new
        {
            run_id = runId,
            datasets = new[] { new { dataset = new { name = "irises", digest = "1", source_type = "code", source = "{}" }, tags = new[] { new { key = "mlflow.data.context", value = "training" } } } },
        });
        await _host.PostAsync(Api + "registered-models/create", new { name = "m" });
        await _host.PostAsync(Api + "model-versions/create", new { name = "m", source = $"runs:/{runId}/model", run_id = runId });

        var run = (await _host.QueryAsync(
            $$"""
            { mlflowGetRun(input: {runId: "{{runId}}"}) { run {
                info { runId runUuid status startTime endTime lifecycleStage artifactUri }
                data { metrics { key value step timestamp modelId } params { key value } }
                inputs { datasetInputs { dataset { name digest profile } tags { key value } } modelInputs { modelId } }
                outputs { modelOutputs { modelId step } }
                experiment { name }
                modelVersions { name version status currentStage aliases deploymentJobState { jobId } }
            } } }
            """)).GetProperty("mlflowGetRun").GetProperty("run");

        Assert.Equal((runId, "RUNNING", "0"), (run.GetProperty("info").GetProperty("runUuid").GetString(), run.GetProperty("info").GetProperty("status").GetString(), run.GetProperty("info").GetProperty("endTime").GetString()));
        Assert.Equal(
            ["""{"key":"loss","value":0.25,"step":"5000000000","timestamp":"9000000000000","modelId":""}""", """{"key":"nothing","value":null,"step":"0","timestamp":"1","modelId":""}"""],
            run.GetProperty("data").GetProperty("metrics").EnumerateArray().Select(metric => metric.GetRawText()).Order(StringComparer.Ordinal));
        Assert.Equal("""[{"key":"rate","value":"0.1"}]""", run.GetProperty("data").GetProperty("params").GetRawText());
        Assert.Equal(
            """{"datasetInputs":[{"dataset":{"name":"irises","digest":"1","profile":""},"tags":[{"key":"mlflow.data.context","value":"training"}]}],"modelInputs":[]}""",
            run.GetProperty("inputs").GetRawText());
        Assert.Equal("""{"modelOutputs":[]}""", run.GetProperty("outputs").GetRawText());
        Assert.Equal("Default", run.GetProperty("experiment").GetProperty("name").GetString());
        Assert.Equal(
            """[{"name":"m","version":"1","status":"READY","currentStage":"None","aliases":[],"deploymentJobState":null}]""",
            run.GetProperty("modelVersions").GetRawText());
    }

    [Fact]
    public async Task Runs_are_searched_by_a_query_and_by_a_mutation()
    {
        var first = await _host.CreateRunAsync();
        var second = await _host.CreateRunAsync();
        foreach (var operation in (string[])["query", "mutation"])
        {
            var page = (await _host.QueryAsync(
                operation + """ S($data: MlflowSearchRunsInput!) { mlflowSearchRuns(input: $data) { runs { ...R } nextPageToken } } fragment R on MlflowRunExtension { info { runId } experiment { experimentId } modelVersions { name } }""",
                new { data = new { experimentIds = new[] { "0" }, maxResults = 1, orderBy = new[] { "attributes.start_time ASC" }, runViewType = "ALL", filter = (string?)null } })).GetProperty("mlflowSearchRuns");
            var found = Assert.Single(page.GetProperty("runs").EnumerateArray());
            Assert.Contains(found.GetProperty("info").GetProperty("runId").GetString(), (string[])[first, second]);
            Assert.Equal("""{"experimentId":"0"}""", found.GetProperty("experiment").GetRawText());
            Assert.NotEmpty(page.GetProperty("nextPageToken").GetString()!);
        }
    }

    [Fact]
    public async Task Artifacts_models_and_datasets_are_listed()
    {
        var runId = await _host.CreateRunAsync();
        using var file = new StringContent("hello world");
        using var uploaded = await _host.Client.PostAsync(
            new Uri($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={runId}&path=folder/test.txt", UriKind.Relative), file, TestContext.Current.CancellationToken);
        Assert.True(uploaded.IsSuccessStatusCode);
        await _host.PostAsync(Api + "registered-models/create", new { name = "m" });
        await _host.PostAsync(Api + "model-versions/create", new { name = "m", source = $"runs:/{runId}/folder", run_id = runId });

        var data = await _host.QueryAsync(
            $$"""
            { root: mlflowListArtifacts(input: {runId: "{{runId}}"}) { files { path isDir fileSize } nextPageToken }
              folder: mlflowListArtifacts(input: {runUuid: "{{runId}}", path: "folder"}) { files { path isDir fileSize } }
              mlflowSearchModelVersions(input: {filter: "name='m'"}) { modelVersions { name version source } } }
            """);
        Assert.Equal("""{"files":[{"path":"folder","isDir":true,"fileSize":"0"}],"nextPageToken":""}""", data.GetProperty("root").GetRawText());
        Assert.Equal("""{"files":[{"path":"folder/test.txt","isDir":false,"fileSize":"11"}]}""", data.GetProperty("folder").GetRawText());
        Assert.Equal($$"""{"modelVersions":[{"name":"m","version":"1","source":"runs:/{{runId}}/folder"}]}""", data.GetProperty("mlflowSearchModelVersions").GetRawText());
        var datasets = await _host.QueryAsync("""mutation { mlflowSearchDatasets(input: {experimentIds: ["0"]}) { datasetSummaries { name } } testMutation(inputString: "x") { output } }""");
        Assert.Equal("""{"mlflowSearchDatasets":{"datasetSummaries":[]},"testMutation":{"output":"x"}}""", datasets.GetRawText());
    }

    [Fact]
    public async Task A_chart_reads_thinned_histories()
    {
        var runId = await _host.CreateRunAsync();
        await _host.PostAsync(Api + "runs/log-batch", new
        {
            run_id = runId,
            metrics = Enumerable.Range(0, 1000).Select(step => new { key = "loss", value = step / 2.0, timestamp = 1000 + step, step }),
        });
        var points = (await _host.QueryAsync(
            """
            query GetMetricHistoryBulkInterval($data: MlflowGetMetricHistoryBulkIntervalInput!) {
              mlflowGetMetricHistoryBulkInterval(input: $data) { __typename metrics { timestamp step runId key value } apiError { code message } }
            }
            """,
            new { data = new { runIds = new[] { runId }, metricKey = "loss", startStep = (int?)null, endStep = (int?)null, maxResults = 10 } }))
            .GetProperty("mlflowGetMetricHistoryBulkInterval").GetProperty("metrics").EnumerateArray().ToArray();
        Assert.Equal(["0", "100", "200", "300", "400", "500", "600", "700", "800", "900", "999"], points.Select(point => point.GetProperty("step").GetString()));
        Assert.Equal($$"""{"timestamp":"1999","step":"999","runId":"{{runId}}","key":"loss","value":499.5}""", points[^1].GetRawText());
    }

    [Fact]
    public async Task A_refusal_goes_where_the_query_asks_for_it()
    {
        var unknown = new string('0', 32);
        var asked = await _host.QueryAsync($$"""{ mlflowGetRun(input: {runId: "{{unknown}}"}) { apiError { code message helpUrl } run { info { runId } } } }""");
        Assert.Equal(
            $$"""{"apiError":{"code":"RESOURCE_DOES_NOT_EXIST","message":"Run with id={{unknown}} not found","helpUrl":null},"run":null}""",
            asked.GetProperty("mlflowGetRun").GetRawText());

        var answer = await _host.PostAsync("/graphql", new { query = $$"""{ mlflowGetRun(input: {runId: "{{unknown}}"}) { run { info { runId } } } test(inputString: "on") { output } }""" });
        Assert.Equal($$"""["Run with id={{unknown}} not found"]""", answer.GetProperty("errors").GetRawText());
        Assert.Equal("""{"mlflowGetRun":null,"test":{"output":"on"}}""", answer.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Below_a_project_it_sees_that_project_alone()
    {
        const string project = "/mlflow/group/project/tracking";
        var created = await _host.PostAsync(project + Api + "runs/create", new { experiment_id = "0" });
        var runId = created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        var query = $$"""{ mlflowGetRun(input: {runId: "{{runId}}"}) { run { info { runId } } apiError { code } } }""";
        Assert.Equal(runId, (await _host.QueryAsync(query, prefix: project)).GetProperty("mlflowGetRun").GetProperty("run").GetProperty("info").GetProperty("runId").GetString());
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (await _host.QueryAsync(query)).GetProperty("mlflowGetRun").GetProperty("apiError").GetProperty("code").GetString());
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (await _host.QueryAsync(query, prefix: "/mlflow/another/tracking")).GetProperty("mlflowGetRun").GetProperty("apiError").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Variables_directives_and_operation_names_count()
    {
        var answer = await _host.PostAsync("/graphql", new
        {
            query = """
                query A($text: String = "default", $no: Boolean!) { test(inputString: $text) { output @skip(if: $no) __typename } more: test(inputString: "b") @include(if: $no) { output } }
                query B { test(inputString: "B") { output } }
                """,
            operationName = "A",
            variables = new { no = false },
        });
        Assert.Equal("""{"test":{"output":"default","__typename":"Test"}}""", answer.GetProperty("data").GetRawText());
    }
}
