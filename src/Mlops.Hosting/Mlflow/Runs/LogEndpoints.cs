using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Mlflow.Runs;

/// <summary>The rpcs by which a script logs into a run.</summary>
internal static class LogEndpoints
{
    private const string Base = "2.0/mlflow/runs/";

    private static readonly RouteSubject LogBatch = (Names.Run("run_id").And(Names.LoggedModel("model_id").In("metrics[]"))) with { ReadsMessage = true };

    public static void Map(MlflowRoutes routes)
    {
        routes.RawRpc("POST", Base + "log-batch", AccessLevel.Write, LogBatch, LogBatchAsync);
        routes.Rpc("POST", Base + "log-metric", AccessLevel.Write, Names.Run("run_id", "run_uuid").And(Names.LoggedModel("model_id")), LogMetricAsync);
        routes.Rpc("POST", Base + "log-parameter", AccessLevel.Write, Names.Run("run_id", "run_uuid"), LogParamAsync);
        routes.Rpc("POST", Base + "set-tag", AccessLevel.Write, Names.Run("run_id", "run_uuid"), SetTagAsync);
        routes.Rpc("POST", Base + "delete-tag", AccessLevel.Write, Names.Run("run_id"), DeleteTagAsync);
        routes.Rpc("POST", Base + "log-inputs", AccessLevel.Write, Names.Run("run_id").And(Names.LoggedModel("model_id").In("models[]").OnlyRead()), LogInputsAsync);
    }

    private static async Task LogBatchAsync(HttpContext context)
    {
        var body = await MlflowRequestBody.ReadAsync(context);
        if (LogBatchReader.TryRead(body.Unparsed, out var runId, out var batch))
        {
            await LogAsync(new MlflowCall(context, default), runId, batch, single: false);
            return;
        }

        var request = body.Message;
        await LogAsync(new MlflowCall(context, request), request.Required("run_id"), ReadBatch(request), single: false);
    }

    /// <summary>Reads a batch in every form that the protocol allows.</summary>
    internal static RunBatch ReadBatch(MlflowMessage request) => new(
        request.List("metrics", ReadMetric),
        request.List("params", static param => new Param(param.Required("key"), param.String("value") ?? "")),
        request.Tags("tags"));

    private static Task LogMetricAsync(MlflowCall call) =>
        LogAsync(call, RunEndpoints.RunId(call.Request), new RunBatch([ReadMetric(call.Request)], [], []), single: true);

    private static Task LogParamAsync(MlflowCall call)
    {
        var runId = RunEndpoints.RunId(call.Request);
        var param = new Param(call.Request.Required("key"), call.Request.String("value") ?? "");
        return LogAsync(call, runId, new RunBatch([], [param], []), single: true);
    }

    private static Task SetTagAsync(MlflowCall call)
    {
        var runId = RunEndpoints.RunId(call.Request);
        var tag = new Tag(call.Request.Required("key"), call.Request.String("value") ?? "");
        return LogAsync(call, runId, new RunBatch([], [], [tag]), single: true);
    }

    private static async Task LogAsync(MlflowCall call, string runId, RunBatch batch, bool single)
    {
        await call.Service<RunService>().LogBatchAsync(call.Workspace, runId, batch, single, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteTagAsync(MlflowCall call)
    {
        await call.Service<RunService>().DeleteTagAsync(call.Workspace, call.Request.Required("run_id"), call.Request.Required("key"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task LogInputsAsync(MlflowCall call)
    {
        var request = call.Request;
        var runId = request.Required("run_id");
        var inputs = new RunInputs
        {
            DatasetInputs = request.List("datasets", static input => new DatasetInput
            {
                Tags = input.Tags("tags"),
                Dataset = ReadDataset(input.Message("dataset") ?? throw input.Missing("dataset")),
            }),
            ModelInputs = request.List("models", static model => new ModelInput(model.Required("model_id"))),
        };
        await call.Service<RunService>().LogInputsAsync(call.Workspace, runId, inputs, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static Metric ReadMetric(MlflowMessage metric) => new(
        metric.Required("key"),
        metric.Double("value") ?? throw metric.Missing("value"),
        metric.Int64("timestamp") ?? throw metric.Missing("timestamp"),
        metric.Int64("step") ?? 0)
    {
        ModelId = metric.String("model_id"),
        DatasetName = metric.String("dataset_name"),
        DatasetDigest = metric.String("dataset_digest"),
    };

    private static Dataset ReadDataset(MlflowMessage dataset) => new()
    {
        Name = dataset.Required("name"),
        Digest = dataset.Required("digest"),
        SourceType = dataset.Required("source_type"),
        Source = dataset.Required("source"),
        Schema = dataset.String("schema"),
        Profile = dataset.String("profile"),
    };
}
