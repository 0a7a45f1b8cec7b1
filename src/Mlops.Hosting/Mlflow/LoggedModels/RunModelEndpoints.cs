using Mlops.Hosting.Access;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Mlflow.LoggedModels;

/// <summary>The rpcs by which a run tells of the models it made.</summary>
internal static class RunModelEndpoints
{
    private const string Base = "2.0/mlflow/runs/";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "outputs", AccessLevel.Write, Names.Run("run_id").And(Names.LoggedModel("model_id").In("models[]")), LogOutputsAsync);
        routes.Rpc("POST", Base + "log-model", AccessLevel.Write, Names.Run("run_id"), LogModelAsync);
    }

    private static async Task LogOutputsAsync(MlflowCall call)
    {
        var request = call.Request;
        var runId = request.Required("run_id");
        if (!request.Has("models"))
        {
            throw request.Missing("models");
        }

        var outputs = request.List("models", static model => new ModelOutput(model.Required("model_id"), model.Int64("step") ?? 0));
        await call.Service<RunService>().LogOutputsAsync(call.Workspace, runId, outputs, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task LogModelAsync(MlflowCall call)
    {
        var runId = call.Request.Required("run_id");
        await call.Service<RunService>().LogModelAsync(call.Workspace, runId, call.Request.Required("model_json"), call.Aborted);
        await call.RespondEmptyAsync();
    }
}
