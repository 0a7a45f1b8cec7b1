using Mlops.Hosting.Access;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;
using Mlops.Tracking.Validation;

namespace Mlops.Hosting.Mlflow.Runs;

/// <summary>The rpcs about runs themselves.</summary>
internal static class RunEndpoints
{
    private const string Base = "2.0/mlflow/runs/";

    /// <summary>A run without an experiment goes to this one.</summary>
    private const string DefaultExperiment = "0";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "create", AccessLevel.Write, Names.Experiment("experiment_id").Or(DefaultExperiment), CreateAsync);
        routes.Rpc("GET", Base + "get", AccessLevel.Read, Names.Run("run_id", "run_uuid"), GetAsync);
        routes.Rpc("POST", Base + "search", AccessLevel.Read, Names.Experiments("experiment_ids"), SearchAsync);
        routes.Rpc("POST", Base + "update", AccessLevel.Write, Names.Run("run_id", "run_uuid"), UpdateAsync);
        routes.Rpc("POST", Base + "delete", AccessLevel.Write, Names.Run("run_id"), call => SetStageAsync(call, LifecycleStage.Deleted));
        routes.Rpc("POST", Base + "restore", AccessLevel.Write, Names.Run("run_id"), call => SetStageAsync(call, LifecycleStage.Active));
    }

    /// <summary>The run of a call: <c>run_id</c>, or <c>run_uuid</c> as older clients call it.</summary>
    public static string RunId(MlflowMessage request) =>
        request.String("run_id") is { Length: > 0 } id ? id
        : request.String("run_uuid") is { Length: > 0 } uuid ? uuid
        : throw request.Missing("run_id");

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        var startTime = request.Int64("start_time") ?? 0;
        if (startTime < 0)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value {startTime} for parameter 'start_time' supplied: it must be non-negative milliseconds since the Unix epoch.");
        }

        var experimentId = request.String("experiment_id") ?? "";
        if (experimentId.Length > 0)
        {
            EntityName.ParseExperimentId(experimentId);
        }

        var run = await call.Service<RunService>().CreateAsync(
            call.Workspace, experimentId, request.String("run_name"), request.String("user_id") ?? "", startTime, request.Tags("tags"), call.Aborted);
        await call.RespondAsync(run, RunWriter.WriteResponse);
    }

    /// <summary>What <c>getRun</c> answers, whatever route asked.</summary>
    public static async Task<Run> FindAsync(MlflowCall call) =>
        await call.Service<RunService>().GetAsync(call.Workspace, RunId(call.Request), call.Aborted);

    /// <summary>What <c>searchRuns</c> answers, whatever route asked.</summary>
    public static async Task<SearchRunsResponse> FindPageAsync(MlflowCall call)
    {
        var request = call.Request;
        var search = new RunQuery(
            request.Strings("experiment_ids"),
            RunSearch.ParseFilter(request.String("filter")).Comparisons,
            RunSearch.ParseOrderBy(request.Strings("order_by")),
            request.Enum("run_view_type", ProtocolEnum.ViewType) ?? ViewType.ActiveOnly,
            RunSearch.MaxResults.Resolve(request.Int64("max_results")),
            PageToken.Decode(request.String("page_token")));
        var page = await call.Service<RunService>().SearchAsync(call.Workspace, search, call.Aborted);
        return new SearchRunsResponse(page.Items, page.NextPageToken);
    }

    private static async Task GetAsync(MlflowCall call) => await call.RespondAsync(await FindAsync(call), RunWriter.WriteResponse);

    private static async Task SearchAsync(MlflowCall call) => await call.RespondAsync(await FindPageAsync(call), RunWriter.WriteResponse);

    private static async Task UpdateAsync(MlflowCall call)
    {
        var request = call.Request;
        var update = new RunUpdate(
            request.Enum("status", ProtocolEnum.RunStatus),
            request.Int64("end_time"),
            request.String("run_name") is { Length: > 0 } name ? name : null);
        var info = await call.Service<RunService>().UpdateAsync(call.Workspace, RunId(request), update, call.Aborted);
        await call.RespondAsync(new UpdateRunResponse(info));
    }

    private static async Task SetStageAsync(MlflowCall call, LifecycleStage stage)
    {
        await call.Service<RunService>().SetLifecycleStageAsync(call.Workspace, call.Request.Required("run_id"), stage, call.Aborted);
        await call.RespondEmptyAsync();
    }
}
