using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>
/// The routes of MLflow's auth client about permissions in whole workspaces. Whoever manages a workspace may use them for it; a group
/// (<c>group/*</c>) or everything (<c>*</c>) is for administrators.
/// </summary>
internal static class WorkspacePermissionEndpoints
{
    private const string Path = "3.0/mlflow/workspaces/{workspace_pattern}/permissions";

    public static void Map(MlflowRoutes routes)
    {
        routes.UserRpc("GET", Path, RequiredCaller.User, ListAsync);
        routes.UserRpc("POST", Path, RequiredCaller.User, SetAsync);
        routes.UserRpc("DELETE", Path, RequiredCaller.User, DeleteAsync);
        routes.UserRpc("GET", "3.0/mlflow/workspace-permissions", RequiredCaller.User, ListOfUserAsync);
    }

    private static async Task ListAsync(MlflowCall call)
    {
        var found = await Permissions(call).ListWorkspaceAsync(await ManagedAsync(call), call.Aborted);
        await call.RespondAsync(WorkspacePermissionsResponse.Of(found), UserMessages.Default.WorkspacePermissionsResponse);
    }

    private static async Task SetAsync(MlflowCall call)
    {
        var workspace = await ManagedAsync(call);
        var username = call.Request.Required("username");
        var permission = PermissionName.Parse(call.Request.Required("permission"));
        var set = await Permissions(call).SetWorkspaceAsync(workspace, username, permission, call.Aborted);
        UserEndpoints.Changed(call, $"grant {PermissionName.Of(permission)} in '{workspace}'", username);
        await call.RespondAsync(new WorkspacePermissionResponse(WorkspacePermissionMessage.Of(set)), UserMessages.Default.WorkspacePermissionResponse);
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        var workspace = await ManagedAsync(call);
        var username = call.Request.String("username") is { Length: > 0 } sent ? sent
            : call.Context.Request.Query["username"].ToString() is { Length: > 0 } asked ? asked
            : throw call.Request.Missing("username");
        await Permissions(call).SetWorkspaceAsync(workspace, username, null, call.Aborted);
        UserEndpoints.Changed(call, $"take the grant in '{workspace}'", username);
        call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task ListOfUserAsync(MlflowCall call)
    {
        var username = call.Request.Required("username");
        var caller = UserEndpoints.SignedIn(call);
        if (!caller.User.IsAdmin && caller.User.Username != username)
        {
            throw MlflowException.PermissionDenied("Permission denied.");
        }

        var found = await Permissions(call).ListUserWorkspacesAsync(username, call.Aborted);
        await call.RespondAsync(WorkspacePermissionsResponse.Of(found), UserMessages.Default.WorkspacePermissionsResponse);
    }

    /// <summary>The path or pattern that the call is about, when its caller manages it.</summary>
    private static async ValueTask<string> ManagedAsync(MlflowCall call)
    {
        var name = Uri.UnescapeDataString(call.Context.GetRouteValue("workspace_pattern") as string ?? "");
        var pattern = name.EndsWith('*') ? name : await call.Service<WorkspaceNames>().ResolveAsync(name, call.Aborted);
        var group = pattern.EndsWith("/*", StringComparison.Ordinal) ? pattern[..^2] : pattern;
        if (pattern is not ("" or "*") && !WorkspacePath.IsValid(group))
        {
            throw MlflowException.InvalidParameterValue("Invalid workspace: it must be 'default', the path of a code project such as 'group/project', 'group/*' or '*'.");
        }

        var caller = UserEndpoints.SignedIn(call);
        var isOne = pattern.Length == 0 || (pattern != "*" && group == pattern);
        var manages = isOne ? await UserEndpoints.ManagesAsync(call, pattern) : caller is { IsUnlimited: true, User.IsAdmin: true };
        return manages ? pattern : throw MlflowException.PermissionDenied("Permission denied.");
    }

    private static PermissionService Permissions(MlflowCall call) => call.Service<PermissionService>();
}
