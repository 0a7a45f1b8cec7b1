using Mlops.Hosting.Access;
using Mlops.Tracking;
using Mlops.Tracking.Access;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Mlflow.Registry;

/// <summary>The rpcs about registered models and their aliases.</summary>
internal static class RegisteredModelEndpoints
{
    private const string Base = "2.0/mlflow/registered-models/";

    private static readonly ResourceField Named = Names.RegisteredModel("name");

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "create", AccessLevel.Write, RouteSubject.New(), CreateAsync);
        routes.Rpc("GET", Base + "get", AccessLevel.Read, Named, GetAsync);
        routes.Rpc("GET", Base + "search", AccessLevel.Read, RouteSubject.Search(), SearchAsync);
        routes.Rpc("POST", Base + "get-latest-versions", AccessLevel.Read, Named, GetLatestVersionsAsync);
        routes.Rpc("GET", Base + "get-latest-versions", AccessLevel.Read, Named, GetLatestVersionsAsync);
        routes.Rpc("PATCH", Base + "update", AccessLevel.Write, Named, UpdateAsync);
        routes.Rpc("POST", Base + "rename", AccessLevel.Write, Named, RenameAsync);
        routes.Rpc("DELETE", Base + "delete", AccessLevel.Write, Named, DeleteAsync);
        routes.Rpc("POST", Base + "set-tag", AccessLevel.Write, Named, SetTagAsync);
        routes.Rpc("DELETE", Base + "delete-tag", AccessLevel.Write, Named, DeleteTagAsync);
        routes.Rpc("POST", Base + "alias", AccessLevel.Write, Named, SetAliasAsync);
        routes.Rpc("DELETE", Base + "alias", AccessLevel.Write, Named, DeleteAliasAsync);
        routes.Rpc("GET", Base + "alias", AccessLevel.Read, Named, GetByAliasAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        var model = new NewRegisteredModel(request.Required("name"), request.String("description"), request.Tags("tags"));
        var created = await Service(call).CreateAsync(call.Workspace, model, call.Aborted);
        await call.GiveToCallerAsync(ResourceKind.RegisteredModel, created.Name);
        await RespondAsync(call, created);
    }

    private static async Task GetAsync(MlflowCall call) =>
        await RespondAsync(call, await Service(call).GetAsync(call.Workspace, Name(call), call.Aborted));

    private static async Task SearchAsync(MlflowCall call)
    {
        var request = call.Request;
        var query = new RegisteredModelQuery(
            RegisteredModelSearch.ParseFilter(request.String("filter")),
            RegisteredModelSearch.ParseOrderBy(request.Strings("order_by")),
            RegisteredModelSearch.MaxResults.Resolve(request.Int64("max_results")),
            PageToken.Decode(request.String("page_token")))
        {
            Reader = call.Access.ModelReader,
        };
        var page = await call.Service<RegisteredModelService>().SearchAsync(call.Workspace, query, call.Aborted);
        await call.RespondAsync(new SearchRegisteredModelsResponse(page.Items, page.NextPageToken));
    }

    private static async Task GetLatestVersionsAsync(MlflowCall call)
    {
        var versions = await Service(call).GetLatestVersionsAsync(call.Workspace, Name(call), call.Request.Strings("stages"), call.Aborted);
        await call.RespondAsync(new ModelVersionsResponse(versions, null));
    }

    private static async Task UpdateAsync(MlflowCall call) =>
        await RespondAsync(call, await Service(call).UpdateAsync(call.Workspace, Name(call), call.Request.String("description"), call.Aborted));

    private static async Task RenameAsync(MlflowCall call)
    {
        var name = Name(call);
        await RespondAsync(call, await Service(call).RenameAsync(call.Workspace, name, call.Request.Required("new_name"), call.Aborted));
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        await Service(call).DeleteAsync(call.Workspace, Name(call), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetTagAsync(MlflowCall call)
    {
        var name = Name(call);
        var tag = new Tag(call.Request.Required("key"), call.Request.String("value") ?? "");
        await Service(call).SetTagAsync(call.Workspace, name, tag, call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteTagAsync(MlflowCall call)
    {
        var name = Name(call);
        await Service(call).DeleteTagAsync(call.Workspace, name, call.Request.Required("key"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task SetAliasAsync(MlflowCall call)
    {
        var (name, alias) = (Name(call), call.Request.Required("alias"));
        await Service(call).SetAliasAsync(call.Workspace, name, alias, call.Request.Required("version"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteAliasAsync(MlflowCall call)
    {
        var name = Name(call);
        await Service(call).DeleteAliasAsync(call.Workspace, name, call.Request.Required("alias"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task GetByAliasAsync(MlflowCall call)
    {
        var name = Name(call);
        var version = await call.Service<ModelVersionService>().GetByAliasAsync(call.Workspace, name, call.Request.Required("alias"), call.Aborted);
        await call.RespondAsync(new ModelVersionResponse(version));
    }

    private static RegisteredModelService Service(MlflowCall call) => call.Service<RegisteredModelService>();

    private static string Name(MlflowCall call) => call.Request.Required("name");

    private static Task RespondAsync(MlflowCall call, RegisteredModel model) => call.RespondAsync(new RegisteredModelResponse(model));
}
