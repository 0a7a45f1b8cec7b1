using Mlops.Hosting.Access;
using Mlops.Tracking;
using Mlops.Tracking.Access;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Search;
using Mlops.Tracking.Validation;

namespace Mlops.Hosting.Mlflow.Experiments;

/// <summary>The experiment rpcs.</summary>
internal static class ExperimentEndpoints
{
    private const string Base = "2.0/mlflow/experiments/";

    private static readonly ResourceField Named = Names.Experiment("experiment_id");

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "create", AccessLevel.Write, RouteSubject.New(Names.ArtifactLocation("artifact_location")), CreateAsync);
        routes.Rpc("GET", Base + "get", AccessLevel.Read, Named, GetAsync);
        routes.Rpc("GET", Base + "get-by-name", AccessLevel.Read, Names.ExperimentName("experiment_name"), GetByNameAsync);
        routes.Rpc("POST", Base + "search", AccessLevel.Read, RouteSubject.Search(), SearchAsync);
        routes.Rpc("GET", Base + "search", AccessLevel.Read, RouteSubject.Search(), SearchAsync);
        routes.Rpc("POST", Base + "update", AccessLevel.Write, Named, UpdateAsync);
        routes.Rpc("POST", Base + "delete", AccessLevel.Write, Named, call => SetStageAsync(call, LifecycleStage.Deleted));
        routes.Rpc("POST", Base + "restore", AccessLevel.Write, Named, call => SetStageAsync(call, LifecycleStage.Active));
        routes.Rpc("POST", Base + "set-experiment-tag", AccessLevel.Write, Named, SetTagAsync);
        routes.Rpc("POST", Base + "delete-experiment-tag", AccessLevel.Write, Named, DeleteTagAsync);
    }

    /// <summary>What <c>getExperiment</c> answers, whatever route asked.</summary>
    public static Task<Experiment> FindAsync(MlflowCall call) => FindAsync(call, ExperimentId(call));

    /// <summary>The experiment of this id.</summary>
    public static async Task<Experiment> FindAsync(MlflowCall call, string experimentId) =>
        await call.Service<ExperimentService>().GetAsync(call.Workspace, experimentId, call.Aborted);

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        var experiment = new NewExperiment(request.Required("name"), request.String("artifact_location"), request.Tags("tags"));
        var id = await call.Service<ExperimentService>().CreateAsync(call.Workspace, experiment, call.Aborted);
        await call.GiveToCallerAsync(ResourceKind.Experiment, id);
        await call.RespondAsync(new CreateExperimentResponse(id));
    }

    private static async Task GetAsync(MlflowCall call)
    {
        await call.RespondAsync(new GetExperimentResponse(await FindAsync(call)));
    }

    private static async Task GetByNameAsync(MlflowCall call)
    {
        var experiment = await call.Service<ExperimentService>().GetByNameAsync(call.Workspace, call.Request.Required("experiment_name"), call.Aborted);
        await call.RespondAsync(new GetExperimentResponse(experiment));
    }

    private static async Task SearchAsync(MlflowCall call)
    {
        var request = call.Request;
        var maxResults = ExperimentSearch.MaxResults.Resolve(request.Int64("max_results"));
        var search = new ExperimentQuery(
            ExperimentSearch.ParseFilter(request.String("filter")).Comparisons,
            ExperimentSearch.ParseOrderBy(request.Strings("order_by")),
            request.Enum("view_type", ProtocolEnum.ViewType) ?? ViewType.ActiveOnly,
            maxResults,
            PageToken.Decode(request.String("page_token")))
        {
            Reader = call.Access.ExperimentReader,
        };
        var page = await call.Service<ExperimentService>().SearchAsync(call.Workspace, search, call.Aborted);
        await call.RespondAsync(new SearchExperimentsResponse(page.Items, page.NextPageToken));
    }

    private static async Task UpdateAsync(MlflowCall call)
    {
        await call.Service<ExperimentService>().RenameAsync(call.Workspace, ExperimentId(call), call.Request.Required("new_name"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetStageAsync(MlflowCall call, LifecycleStage stage)
    {
        await call.Service<ExperimentService>().SetLifecycleStageAsync(call.Workspace, ExperimentId(call), stage, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetTagAsync(MlflowCall call)
    {
        var tag = new Tag(call.Request.Required("key"), call.Request.String("value") ?? "");
        await call.Service<ExperimentService>().SetTagAsync(call.Workspace, ExperimentId(call), tag, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteTagAsync(MlflowCall call)
    {
        await call.Service<ExperimentService>().DeleteTagAsync(call.Workspace, ExperimentId(call), call.Request.Required("key"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static string ExperimentId(MlflowCall call)
    {
        var id = call.Request.Required("experiment_id");
        EntityName.ParseExperimentId(id);
        return id;
    }
}
