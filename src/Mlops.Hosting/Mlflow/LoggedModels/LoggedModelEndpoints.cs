using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Mlflow.LoggedModels;

/// <summary>The rpcs about logged models.</summary>
internal static class LoggedModelEndpoints
{
    public const string Base = "2.0/mlflow/logged-models";
    public const string One = Base + "/{model_id}";
    private const int MaxDatasets = 100;

    /// <summary>The model that the path of a route names.</summary>
    public static readonly ResourceField Named = Names.LoggedModel("model_id").InRoute();

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base, AccessLevel.Write, Names.Experiment("experiment_id").And(Names.Run("source_run_id").OnlyRead()), CreateAsync);
        routes.Rpc("POST", Base + "/search", AccessLevel.Read, Names.Experiments("experiment_ids"), SearchAsync);
        routes.Rpc("GET", One, AccessLevel.Read, Named, GetAsync);
        routes.Rpc("PATCH", One, AccessLevel.Write, Named, FinalizeAsync);
        routes.Rpc("DELETE", One, AccessLevel.Write, Named, DeleteAsync);
        routes.Rpc("POST", One + "/params", AccessLevel.Write, Named, AddParamsAsync);
        routes.Rpc("PATCH", One + "/tags", AccessLevel.Write, Named, SetTagsAsync);
        routes.Rpc("DELETE", One + "/tags/{**tag_key}", AccessLevel.Write, Named, DeleteTagAsync);
    }

    /// <summary>The model that a call's path names.</summary>
    public static string ModelId(MlflowCall call) => RouteText(call, "model_id");

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        var model = new NewLoggedModel(
            request.Required("experiment_id"),
            request.String("name") ?? "",
            request.String("model_type") ?? "",
            request.String("source_run_id") ?? "",
            Params(request),
            request.Tags("tags"));
        await RespondAsync(call, await Service(call).CreateAsync(call.Workspace, model, call.Aborted));
    }

    private static async Task GetAsync(MlflowCall call)
    {
        var includeDeleted = call.Request.Has("allow_deleted")
            && string.Equals(call.Context.Request.Query["allow_deleted"], "true", StringComparison.OrdinalIgnoreCase);
        await RespondAsync(call, await Service(call).GetAsync(call.Workspace, ModelId(call), includeDeleted, call.Aborted));
    }

    private static async Task SearchAsync(MlflowCall call)
    {
        var request = call.Request;
        var experimentIds = request.Strings("experiment_ids");
        if (experimentIds.Count == 0)
        {
            throw request.Missing("experiment_ids");
        }

        var datasets = request.List("datasets", ReadDataset);
        if (datasets.Count > MaxDatasets)
        {
            throw MlflowException.InvalidParameterValue($"'datasets' names {datasets.Count} datasets; at most {MaxDatasets} may be asked for at once.");
        }

        var filter = request.String("filter");
        var orderBy = request.List("order_by", static clause => new LoggedModelOrderClause(
            clause.String("field_name"),
            clause.Bool("ascending") ?? true,
            clause.String("dataset_name"),
            clause.String("dataset_digest")));
        var pages = new LoggedModelPageToken(experimentIds, filter, orderBy);
        var query = new LoggedModelQuery(
            pages,
            LoggedModelSearch.ParseFilter(filter).Comparisons,
            datasets,
            LoggedModelSearch.ParseOrderBy(orderBy),
            LoggedModelSearch.MaxResults.Resolve(request.Int64("max_results")),
            pages.Decode(request.String("page_token")));
        var page = await Service(call).SearchAsync(call.Workspace, query, call.Aborted);
        await call.RespondAsync(new SearchLoggedModelsResponse(page.Items, page.NextPageToken));
    }

    private static async Task FinalizeAsync(MlflowCall call)
    {
        var status = call.Request.Enum("status", ProtocolEnum.LoggedModelStatus) ?? throw call.Request.Missing("status");
        await RespondAsync(call, await Service(call).SetStatusAsync(call.Workspace, ModelId(call), status, call.Aborted));
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        await Service(call).DeleteAsync(call.Workspace, ModelId(call), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task AddParamsAsync(MlflowCall call)
    {
        await Service(call).AddParamsAsync(call.Workspace, ModelId(call), Params(call.Request), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetTagsAsync(MlflowCall call)
    {
        await Service(call).SetTagsAsync(call.Workspace, ModelId(call), call.Request.Tags("tags"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteTagAsync(MlflowCall call)
    {
        // A slash may come as it is or escaped, which the server leaves so.
        var key = RouteText(call, "tag_key").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        await Service(call).DeleteTagAsync(call.Workspace, ModelId(call), key, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static LoggedModelDataset ReadDataset(MlflowMessage dataset) => new(
        dataset.String("dataset_name") is { Length: > 0 } name
            ? name
            : throw MlflowException.InvalidParameterValue("`dataset_name` in the `datasets` clause must be specified."),
        dataset.String("dataset_digest") is { Length: > 0 } digest ? digest : null);

    private static IReadOnlyList<Param> Params(MlflowMessage request) =>
        request.List("params", static param => new Param(param.Required("key"), param.String("value") ?? ""));

    private static LoggedModelService Service(MlflowCall call) => call.Service<LoggedModelService>();

    private static string RouteText(MlflowCall call, string name) => call.Context.GetRouteValue(name) as string ?? "";

    private static Task RespondAsync(MlflowCall call, LoggedModel model) => call.RespondAsync(new LoggedModelResponse(model));
}
