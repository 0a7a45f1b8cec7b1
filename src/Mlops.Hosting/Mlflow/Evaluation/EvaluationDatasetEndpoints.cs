using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Mlflow.Evaluation;

/// <summary>The rpcs about evaluation datasets.</summary>
internal static class EvaluationDatasetEndpoints
{
    private const string Base = "3.0/mlflow/datasets";
    private const string One = Base + "/{dataset_id}";

    private static readonly ResourceField Named = Names.Dataset("dataset_id").InRoute();

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "/create", AccessLevel.Write, Names.Experiments("experiment_ids"), CreateAsync);
        routes.Rpc("POST", Base + "/search", AccessLevel.Read, RouteSubject.Search(Names.Experiments("experiment_ids")), SearchAsync);
        routes.Rpc("GET", Base + "/search", AccessLevel.Read, RouteSubject.Search(Names.Experiments("experiment_ids")), SearchAsync);
        routes.Rpc("GET", One, AccessLevel.Read, Named, GetAsync);
        routes.Rpc("DELETE", One, AccessLevel.Write, Named, DeleteAsync);
        routes.Rpc("PATCH", One + "/tags", AccessLevel.Write, Named, SetTagsAsync);
        routes.Rpc("DELETE", One + "/tags/{**key}", AccessLevel.Write, Named, DeleteTagAsync);
        routes.Rpc("GET", One + "/experiment-ids", AccessLevel.Read, Named, GetExperimentIdsAsync);
        routes.Rpc("POST", One + "/add-experiments", AccessLevel.Write, Named.And(Names.Experiments("experiment_ids")), AddToExperimentsAsync);
        routes.Rpc("POST", One + "/remove-experiments", AccessLevel.Write, Named.And(Names.Experiments("experiment_ids")), RemoveFromExperimentsAsync);
        routes.Rpc("POST", One + "/records", AccessLevel.Write, Named, UpsertRecordsAsync);
        routes.Rpc("GET", One + "/records", AccessLevel.Read, Named, GetRecordsAsync);
        routes.Rpc("DELETE", One + "/records", AccessLevel.Write, Named, DeleteRecordsAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        await RespondAsync(call, await Service(call).CreateAsync(
            call.Workspace, request.Required("name"), request.Strings("experiment_ids"), request.String("tags"), call.Aborted));
    }

    private static async Task SearchAsync(MlflowCall call)
    {
        var request = call.Request;
        var query = new EvaluationDatasetQuery(
            request.Strings("experiment_ids"),
            EvaluationDatasetSearch.ParseFilter(request.String("filter_string")).Comparisons,
            EvaluationDatasetSearch.ParseOrderBy(request.Strings("order_by")),
            EvaluationDatasetSearch.MaxResults.Resolve(request.Int64("max_results")),
            PageToken.Decode(request.String("page_token")))
        {
            Reader = call.Access.DatasetReader,
        };
        var page = await Service(call).SearchAsync(call.Workspace, query, call.Aborted);
        await call.RespondAsync(new SearchEvaluationDatasetsResponse(page.Items, page.NextPageToken));
    }

    private static async Task GetAsync(MlflowCall call) =>
        await RespondAsync(call, await Service(call).GetAsync(call.Workspace, DatasetId(call), call.Aborted));

    private static async Task DeleteAsync(MlflowCall call)
    {
        await Service(call).DeleteAsync(call.Workspace, DatasetId(call), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetTagsAsync(MlflowCall call)
    {
        await Service(call).SetTagsAsync(call.Workspace, DatasetId(call), call.Request.Required("tags"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteTagAsync(MlflowCall call)
    {
        // A slash may come as it is or escaped, which the server leaves so.
        var key = RouteText(call, "key").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        await Service(call).DeleteTagAsync(call.Workspace, DatasetId(call), key, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task GetExperimentIdsAsync(MlflowCall call) => await call.RespondAsync(
        new DatasetExperimentIdsResponse(await Service(call).GetExperimentIdsAsync(call.Workspace, DatasetId(call), call.Aborted)));

    private static async Task AddToExperimentsAsync(MlflowCall call) => await RespondAsync(
        call, await Service(call).AddToExperimentsAsync(call.Workspace, DatasetId(call), call.Request.Strings("experiment_ids"), call.Aborted));

    private static async Task RemoveFromExperimentsAsync(MlflowCall call) => await RespondAsync(
        call, await Service(call).RemoveFromExperimentsAsync(call.Workspace, DatasetId(call), call.Request.Strings("experiment_ids"), call.Aborted));

    private static async Task UpsertRecordsAsync(MlflowCall call) => await call.RespondAsync(
        await Service(call).UpsertRecordsAsync(call.Workspace, DatasetId(call), call.Request.Required("records"), call.Aborted));

    private static async Task GetRecordsAsync(MlflowCall call) => await call.RespondAsync(await Service(call).ReadRecordsAsync(
        call.Workspace, DatasetId(call), call.Request.Int32("max_results"), call.Request.String("page_token"), call.Aborted));

    private static async Task DeleteRecordsAsync(MlflowCall call) => await call.RespondAsync(new DeleteDatasetRecordsResponse(
        await Service(call).DeleteRecordsAsync(call.Workspace, DatasetId(call), call.Request.Strings("dataset_record_ids"), call.Aborted)));

    private static EvaluationDatasetService Service(MlflowCall call) => call.Service<EvaluationDatasetService>();

    private static string DatasetId(MlflowCall call) => RouteText(call, "dataset_id");

    private static string RouteText(MlflowCall call, string name) => call.Context.GetRouteValue(name) as string ?? "";

    private static Task RespondAsync(MlflowCall call, EvaluationDataset dataset) => call.RespondAsync(new EvaluationDatasetResponse(dataset));
}
