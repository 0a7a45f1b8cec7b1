using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>
/// The routes of MLflow's auth client about permissions on single experiments, registered models and scorers; who manages one may use
/// them.
/// </summary>
internal static class ResourcePermissionEndpoints
{
    public static void Map(MlflowRoutes routes)
    {
        Map(routes, "2.0/mlflow/experiments/permissions/", ResourceKind.Experiment, Names.Experiment("experiment_id"));
        Map(routes, "2.0/mlflow/registered-models/permissions/", ResourceKind.RegisteredModel, Names.RegisteredModel("name"));
        Map(routes, "3.0/mlflow/scorers/permissions/", ResourceKind.Scorer, Names.Scorer("experiment_id", "scorer_name"));
    }

    private static void Map(MlflowRoutes routes, string path, ResourceKind kind, ResourceField named)
    {
        routes.Rpc("POST", path + "create", AccessLevel.Admin, named, call => CreateAsync(call, kind));
        routes.Rpc("GET", path + "get", AccessLevel.Admin, named, call => GetAsync(call, kind));
        routes.Rpc("PATCH", path + "update", AccessLevel.Admin, named, call => UpdateAsync(call, kind, PermissionName.Parse(call.Request.Required("permission"))));
        routes.Rpc("DELETE", path + "delete", AccessLevel.Admin, named, call => UpdateAsync(call, kind, null));
    }

    private static async Task CreateAsync(MlflowCall call, ResourceKind kind)
    {
        var (resource, username) = (Resource(call, kind), call.Request.Required("username"));
        var permission = PermissionName.Parse(call.Request.Required("permission"));
        var created = await Permissions(call).CreateAsync(call.Workspace, kind, resource, username, permission, call.Aborted);
        call.Service<CallerDirectory>().Forget();
        await RespondAsync(call, kind, created);
    }

    private static async Task GetAsync(MlflowCall call, ResourceKind kind) =>
        await RespondAsync(call, kind, await Permissions(call).GetAsync(call.Workspace, kind, Resource(call, kind), call.Request.Required("username"), call.Aborted));

    private static async Task UpdateAsync(MlflowCall call, ResourceKind kind, Permission? permission)
    {
        await Permissions(call).UpdateAsync(call.Workspace, kind, Resource(call, kind), call.Request.Required("username"), permission, call.Aborted);
        call.Service<CallerDirectory>().Forget();
        await call.RespondEmptyAsync();
    }

    private static Task RespondAsync(MlflowCall call, ResourceKind kind, ResourcePermission permission) => kind switch
    {
        ResourceKind.Experiment => call.RespondAsync(
            new ExperimentPermissionResponse(ExperimentPermissionMessage.Of(permission)), UserMessages.Default.ExperimentPermissionResponse),
        ResourceKind.RegisteredModel => call.RespondAsync(
            new RegisteredModelPermissionResponse(RegisteredModelPermissionMessage.Of(permission)), UserMessages.Default.RegisteredModelPermissionResponse),
        _ => call.RespondAsync(new ScorerPermissionResponse(ScorerPermissionMessage.Of(permission)), UserMessages.Default.ScorerPermissionResponse),
    };

    private static string Resource(MlflowCall call, ResourceKind kind) => kind switch
    {
        ResourceKind.Experiment => call.Request.Required("experiment_id"),
        ResourceKind.RegisteredModel => call.Request.Required("name"),
        _ => $"{call.Request.Required("experiment_id")}/{call.Request.Required("scorer_name")}",
    };

    private static PermissionService Permissions(MlflowCall call) => call.Service<PermissionService>();
}
