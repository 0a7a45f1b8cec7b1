using Mlops.Hosting.Access;
using Mlops.Tracking.Access;
using Mlops.Tracking.Scorers;

namespace Mlops.Hosting.Mlflow.Evaluation;

/// <summary>The rpcs about scorers. Running one needs jobs, which this server has not: <c>scorer/invoke</c> is no route.</summary>
internal static class ScorerEndpoints
{
    private const string Base = "3.0/mlflow/scorers/";

    /// <summary>A scorer of an experiment; a new version of it changes the experiment, too.</summary>
    private static readonly ResourceField Named = Names.Scorer("experiment_id", "name");

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "register", AccessLevel.Write, Named.And(Names.Experiment("experiment_id")), RegisterAsync);
        routes.Rpc("GET", Base + "list", AccessLevel.Read, Names.Experiment("experiment_id"), ListAsync);
        routes.Rpc("GET", Base + "versions", AccessLevel.Read, Named, ListVersionsAsync);
        routes.Rpc("GET", Base + "get", AccessLevel.Read, Named, GetAsync);
        routes.Rpc("DELETE", Base + "delete", AccessLevel.Write, Named, DeleteAsync);
        routes.Rpc("GET", Base + "online-configs", AccessLevel.Read, Names.ScorerIds("scorer_ids"), GetConfigsAsync);
        routes.Rpc("PUT", Base + "online-config", AccessLevel.Write, Named, ConfigureAsync);
    }

    private static async Task RegisterAsync(MlflowCall call)
    {
        var request = call.Request;
        var scorer = await Service(call).RegisterAsync(
            call.Workspace, request.Required("experiment_id"), request.Required("name"), request.Required("serialized_scorer"), call.Aborted);
        if (scorer.ScorerVersion == 1)
        {
            await call.GiveToCallerAsync(ResourceKind.Scorer, $"{scorer.ExperimentId}/{scorer.ScorerName}");
        }

        await call.RespondAsync(scorer.ToRegistered());
    }

    private static async Task ListAsync(MlflowCall call) => await call.RespondAsync(
        new ScorersResponse(await Service(call).ListAsync(call.Workspace, call.Request.Required("experiment_id"), call.Access.ScorerReader, call.Aborted)));

    private static async Task ListVersionsAsync(MlflowCall call) => await call.RespondAsync(new ScorersResponse(
        await Service(call).ListVersionsAsync(call.Workspace, call.Request.Required("experiment_id"), call.Request.Required("name"), call.Aborted)));

    private static async Task GetAsync(MlflowCall call) => await call.RespondAsync(new ScorerResponse(await Service(call).GetAsync(
        call.Workspace, call.Request.Required("experiment_id"), call.Request.Required("name"), call.Request.Int32("version"), call.Aborted)));

    private static async Task DeleteAsync(MlflowCall call)
    {
        await Service(call).DeleteAsync(
            call.Workspace, call.Request.Required("experiment_id"), call.Request.Required("name"), call.Request.Int32("version"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task GetConfigsAsync(MlflowCall call)
    {
        var scorerIds = call.Request.Strings("scorer_ids");
        if (scorerIds.Count == 0)
        {
            throw call.Request.Missing("scorer_ids");
        }

        await call.RespondAsync(new OnlineScoringConfigsResponse(await Service(call).GetConfigsAsync(call.Workspace, scorerIds, call.Aborted)));
    }

    private static async Task ConfigureAsync(MlflowCall call)
    {
        var request = call.Request;
        await call.RespondAsync(new OnlineScoringConfigResponse(await Service(call).ConfigureAsync(
            call.Workspace,
            request.Required("experiment_id"),
            request.Required("name"),
            request.Double("sample_rate") ?? throw request.Missing("sample_rate"),
            request.String("filter_string"),
            call.Aborted)));
    }

    private static ScorerService Service(MlflowCall call) => call.Service<ScorerService>();
}
