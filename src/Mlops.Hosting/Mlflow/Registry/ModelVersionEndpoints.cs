using Mlops.Hosting.Access;
using Mlops.Tracking;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Mlflow.Registry;

/// <summary>The rpcs about model versions.</summary>
internal static class ModelVersionEndpoints
{
    private const string Base = "2.0/mlflow/model-versions/";

    private static readonly ResourceField Named = Names.RegisteredModel("name");

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "create", AccessLevel.Write, Named.And(Names.ModelSource("source")).And(Names.Run("run_id").OnlyRead()).And(Names.LoggedModel("model_id").OnlyRead()), CreateAsync);
        routes.Rpc("GET", Base + "get", AccessLevel.Read, Named, GetAsync);
        routes.Rpc("GET", Base + "search", AccessLevel.Read, RouteSubject.Search(), SearchAsync);
        routes.Rpc("GET", Base + "get-download-uri", AccessLevel.Read, Named, GetDownloadUriAsync);
        routes.Rpc("PATCH", Base + "update", AccessLevel.Write, Named, UpdateAsync);
        routes.Rpc("POST", Base + "transition-stage", AccessLevel.Write, Named, SetStageAsync);
        routes.Rpc("DELETE", Base + "delete", AccessLevel.Write, Named, DeleteAsync);
        routes.Rpc("POST", Base + "set-tag", AccessLevel.Write, Named, SetTagAsync);
        routes.Rpc("DELETE", Base + "delete-tag", AccessLevel.Write, Named, DeleteTagAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        var wanted = new ModelVersionRequest(
            request.Required("name"),
            request.Required("source"),
            request.String("run_id") ?? "",
            request.String("run_link") ?? "",
            request.String("description") ?? "",
            request.String("model_id") ?? "",
            request.Tags("tags"));
        await RespondAsync(call, await Service(call).CreateAsync(call.Workspace, wanted, call.Aborted));
    }

    private static async Task GetAsync(MlflowCall call)
    {
        var (name, version) = Key(call);
        await RespondAsync(call, await Service(call).GetAsync(call.Workspace, name, version, call.Aborted));
    }

    /// <summary>What <c>searchModelVersions</c> answers, whatever route asked.</summary>
    public static async Task<ModelVersionsResponse> FindPageAsync(MlflowCall call)
    {
        var request = call.Request;
        var query = new ModelVersionQuery(
            ModelVersionSearch.ParseFilter(request.String("filter")),
            ModelVersionSearch.ParseOrderBy(request.Strings("order_by")),
            ModelVersionSearch.MaxResults.Resolve(request.Int64("max_results")),
            PageToken.Decode(request.String("page_token")))
        {
            Reader = call.Access.ModelReader,
        };
        var page = await call.Service<ModelVersionService>().SearchAsync(call.Workspace, query, call.Aborted);
        return new ModelVersionsResponse(page.Items, page.NextPageToken);
    }

    /// <summary>The versions that name one of these runs, of models that the caller may read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="runIds">Ids of runs that exist.</param>
    public static async Task<IReadOnlyList<ModelVersion>> OfRunsAsync(MlflowCall call, IEnumerable<string> runIds)
    {
        var query = new ModelVersionQuery(
            ModelVersionSearch.ParseFilter($"run_id IN ({string.Join(", ", runIds.Select(static id => $"'{id}'"))})"),
            ModelVersionSearch.ParseOrderBy([]),
            ModelVersionSearch.MaxResults.Maximum,
            0)
        {
            Reader = call.Access.ModelReader,
        };
        return (await call.Service<ModelVersionService>().SearchAsync(call.Workspace, query, call.Aborted)).Items;
    }

    private static async Task SearchAsync(MlflowCall call) => await call.RespondAsync(await FindPageAsync(call));

    private static async Task GetDownloadUriAsync(MlflowCall call)
    {
        // The protocol does not require these two; the rules for names and versions refuse what is empty.
        var uri = await Service(call).GetDownloadUriAsync(
            call.Workspace, call.Request.String("name") ?? "", call.Request.String("version") ?? "", call.Aborted);
        await call.RespondAsync(new DownloadUriResponse(uri));
    }

    private static async Task UpdateAsync(MlflowCall call)
    {
        var (name, version) = Key(call);
        await RespondAsync(call, await Service(call).UpdateAsync(call.Workspace, name, version, call.Request.String("description"), call.Aborted));
    }

    private static async Task SetStageAsync(MlflowCall call)
    {
        var (name, version) = Key(call);
        var stage = call.Request.Required("stage");
        var archiveOthers = call.Request.Bool("archive_existing_versions") ?? false;
        await RespondAsync(call, await Service(call).SetStageAsync(call.Workspace, name, version, stage, archiveOthers, call.Aborted));
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        var (name, version) = Key(call);
        await Service(call).DeleteAsync(call.Workspace, name, version, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetTagAsync(MlflowCall call)
    {
        var (name, version) = Key(call);
        var tag = new Tag(call.Request.Required("key"), call.Request.String("value") ?? "");
        await Service(call).SetTagAsync(call.Workspace, name, version, tag, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteTagAsync(MlflowCall call)
    {
        var (name, version) = Key(call);
        await Service(call).DeleteTagAsync(call.Workspace, name, version, call.Request.Required("key"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static ModelVersionService Service(MlflowCall call) => call.Service<ModelVersionService>();

    private static (string Name, string Version) Key(MlflowCall call) => (call.Request.Required("name"), call.Request.Required("version"));

    private static Task RespondAsync(MlflowCall call, ModelVersion version) => call.RespondAsync(new ModelVersionResponse(version));
}
