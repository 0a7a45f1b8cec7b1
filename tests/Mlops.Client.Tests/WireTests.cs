using Mlops.Client.Tests.Fakes;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;

namespace Mlops.Client.Tests;

public sealed class WireTests
{
    private readonly FakeServer _server = new();

    [Fact]
    public async Task A_batch_holds_what_there_is_in_the_protocols_words()
    {
        await _server.Client().Runs.LogBatchAsync("a", new RunBatch([new Metric("loss", double.NaN, 7, -1), new Metric("acc", 1, 8, 2)], [], [new Tag("k", "v")]));

        Assert.Equal("/api/2.0/mlflow/runs/log-batch", _server.Requests[0].Path);
        Assert.Equal(
            """{"run_id":"a","metrics":[{"key":"loss","value":"NaN","timestamp":7,"step":-1},{"key":"acc","value":1.0,"timestamp":8,"step":2}],"tags":[{"key":"k","value":"v"}]}""",
            _server.Requests[0].Body);
    }

    [Fact]
    public async Task What_an_answer_leaves_out_is_empty_and_not_null()
    {
        _server.Then("""{"run":{"info":{"run_id":"a","run_uuid":"a","experiment_id":"1","status":"FINISHED","lifecycle_stage":"active","start_time":5},"data":{},"inputs":{"dataset_inputs":[{"dataset":{"name":"n","digest":"d","source_type":"s","source":"{}"}}]}}}""");

        var run = await _server.Client().Runs.GetAsync("a");

        Assert.Empty(run.Data.Metrics);
        Assert.Empty(run.Data.Params);
        Assert.Empty(run.Data.Tags);
        Assert.Empty(run.Inputs.ModelInputs);
        Assert.Empty(Assert.Single(run.Inputs.DatasetInputs).Tags);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
    }

    [Fact]
    public async Task A_version_of_an_MLflow_server_is_understood()
    {
        _server.Then("""{"model_version":{"name":"m","version":"3","creation_timestamp":1,"last_updated_timestamp":2,"current_stage":"None","description":"","source":"mlflow-artifacts:/1/a/artifacts/model","run_id":"a","status":"READY","user_id":"ada","tags":[{"key":"k","value":"v"}]}}""");

        var version = await _server.Client().ModelVersions.GetAsync("m", "3");

        Assert.Equal(ModelVersionStatus.Ready, version.Status);
        Assert.Equal(new Tag("k", "v"), Assert.Single(version.Tags));
        Assert.Empty(version.Aliases);
    }

    [Fact]
    public async Task A_model_of_an_MLflow_server_is_understood()
    {
        _server.Then("""{"registered_model":{"name":"m","creation_timestamp":1,"last_updated_timestamp":2,"aliases":[{"alias":"champion","version":"3"}]}}""");

        var model = await _server.Client().Models.GetAsync("m");

        Assert.Equal(new RegisteredModelAlias("champion", "3"), Assert.Single(model.Aliases));
        Assert.Empty(model.LatestVersions);
        Assert.Empty(model.Tags);
    }

    [Fact]
    public async Task Registry_calls_use_the_protocols_methods()
    {
        const string version = """{"model_version":{"name":"m","version":"1","creation_timestamp":1,"last_updated_timestamp":2,"current_stage":"Staging","source":"s","run_id":"","status":"READY"}}""";
        var client = _server.Client();

        await client.Models.SetAliasAsync("m", "champion", "1");
        await client.Models.DeleteAliasAsync("m", "champion");
        _server.Then(version);
        await client.ModelVersions.UpdateAsync("m", "1", "text");
        _server.Then(version);
        await client.ModelVersions.TransitionStageAsync("m", "1", ModelStage.Staging, archiveExisting: true);
        await client.ModelVersions.DeleteTagAsync("m", "1", "k");
        _server.Then("{}");
        Assert.Empty(await client.ModelVersions.GetLatestAsync("m", [ModelStage.Staging, ModelStage.None]));

        Assert.Equal(
            [
                """POST registered-models/alias {"name":"m","alias":"champion","version":"1"}""",
                """DELETE registered-models/alias {"name":"m","alias":"champion"}""",
                """PATCH model-versions/update {"name":"m","version":"1","description":"text"}""",
                """POST model-versions/transition-stage {"name":"m","version":"1","stage":"Staging","archive_existing_versions":true}""",
                """DELETE model-versions/delete-tag {"name":"m","version":"1","key":"k"}""",
                "GET registered-models/get-latest-versions?name=m&stages=Staging&stages=None ",
            ],
            _server.Requests.Select(request => $"{request.Method} {request.Uri.PathAndQuery["/api/2.0/mlflow/".Length..]} {request.Body}"));
    }

    [Fact]
    public async Task Datasets_are_sent_with_their_tags()
    {
        var dataset = new Dataset { Name = "flowers", Digest = "12ab", SourceType = "local", Source = "{}" };

        await _server.Client().Runs.LogInputsAsync("a", [new DatasetInput { Dataset = dataset, Tags = [new Tag("mlflow.data.context", "training")] }]);

        Assert.Equal(
            """{"run_id":"a","datasets":[{"tags":[{"key":"mlflow.data.context","value":"training"}],"dataset":{"name":"flowers","digest":"12ab","source_type":"local","source":"{}"}}]}""",
            _server.Requests[0].Body);
    }
}
