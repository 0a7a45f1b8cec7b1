using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;
using Mlops.Tracking.Workspaces;

namespace Mlops.Hosting.Mlflow.Workspaces;

/// <summary>
/// The rpcs about workspaces. A path parameter <c>workspace_name</c> makes that workspace the one the call is about, and access is asked
/// for it.
/// </summary>
internal static class WorkspaceEndpoints
{
    private const string Base = "3.0/mlflow/workspaces";
    private const string One = Base + "/{" + NamedWorkspace.RouteValue + "}";
    private const int MaxDescription = 5000;

    public static void Map(MlflowRoutes routes)
    {
        routes.UserRpc("GET", Base, RequiredCaller.User, ListAsync);
        routes.UserRpc("POST", Base, RequiredCaller.User, CreateAsync);
        routes.Rpc("GET", One, AccessLevel.Read, RouteSubject.WorkspaceItself, GetAsync);
        routes.Rpc("PATCH", One, AccessLevel.Admin, RouteSubject.WorkspaceItself, UpdateAsync);
        routes.Rpc("DELETE", One, AccessLevel.Admin, RouteSubject.WorkspaceItself, DeleteAsync);
    }

    private static async Task ListAsync(MlflowCall call)
    {
        var access = call.Service<IAccessControl>();
        var caller = AccessCaller.Of(call.Context);
        var visible = await access.GetVisibleProjectsAsync(caller, call.Aborted);
        var found = new List<WorkspaceMessage>();
        foreach (var workspace in await Service(call).ListAsync(call.Aborted))
        {
            // One in which a single thing is readable shows, too.
            if ((workspace.Path.Length > 0 && visible.Includes(workspace.Path))
                || (await access.GetAccessAsync(caller, workspace.Path, call.Aborted)).Highest >= AccessLevel.Read)
            {
                found.Add(Message(workspace));
            }
        }

        await call.RespondAsync(new ListWorkspacesResponse(found));
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var path = WorkspaceName.ToPath(call.Request.Required("name"));
        if (path.Length == 0)
        {
            throw MlflowException.InvalidParameterValue("The 'default' workspace is reserved and cannot be created");
        }

        if (!WorkspacePath.IsValid(path))
        {
            throw MlflowException.InvalidParameterValue("Invalid value for parameter 'name' supplied: it must be the path of a code project, such as 'group/project'.");
        }

        if ((await call.Service<IAccessControl>().GetAccessAsync(AccessCaller.Of(call.Context), path, call.Aborted)).Level < AccessLevel.Admin)
        {
            throw MlflowException.PermissionDenied("Permission denied: this needs Admin access to the workspace.");
        }

        var workspace = new Workspace(path, Description(call), ArtifactRoot(call));
        await Service(call).CreateAsync(workspace, call.Aborted);
        call.Service<WorkspaceNames>().Forget();
        call.Context.Response.StatusCode = StatusCodes.Status201Created;
        await RespondAsync(call, workspace);
    }

    private static async Task GetAsync(MlflowCall call) => await RespondAsync(call, await Service(call).GetAsync(call.Workspace, call.Aborted));

    private static async Task UpdateAsync(MlflowCall call)
    {
        var (description, root) = (Description(call), ArtifactRoot(call));
        if (description is null && root is null)
        {
            throw MlflowException.InvalidParameterValue("Workspace update must have at least one key");
        }

        await RespondAsync(call, await Service(call).UpdateAsync(call.Workspace, description, root, call.Aborted));
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        if (call.Workspace.Length == 0)
        {
            throw MlflowException.InvalidParameterValue("The 'default' workspace is reserved and cannot be deleted");
        }

        var mode = call.Context.Request.Query["mode"].ToString();
        if (mode is "CASCADE" or "SET_DEFAULT")
        {
            // Artifacts are kept apart by workspace, so that nothing can move; and what many people logged goes only bit by bit.
            throw MlflowException.NotImplemented($"Deletion mode '{mode}' is not supported: delete what the workspace contains first.");
        }

        if (mode is not ("" or "RESTRICT"))
        {
            throw MlflowException.InvalidParameterValue("Invalid deletion mode: it must be one of SET_DEFAULT, CASCADE, RESTRICT");
        }

        await Service(call).DeleteAsync(call.Workspace, call.Aborted);
        call.Service<WorkspaceNames>().Forget();
        (call.Context.RequestServices.GetService(typeof(CallerDirectory)) as CallerDirectory)?.Forget();
        call.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string? Description(MlflowCall call)
    {
        var description = call.Request.String("description");
        EntityName.CheckLength("description", description ?? "", MaxDescription);
        return description;
    }

    private static string? ArtifactRoot(MlflowCall call)
    {
        var root = call.Request.String("default_artifact_root")?.Trim().TrimEnd('/');
        if (!string.IsNullOrEmpty(root))
        {
            ArtifactUri.ValidateLocation(root);
        }

        return root;
    }

    private static Task RespondAsync(MlflowCall call, Workspace workspace) => call.RespondAsync(new WorkspaceResponse(Message(workspace)));

    // Where the name for clients is not the path, the description tells it.
    private static WorkspaceMessage Message(Workspace workspace)
    {
        var name = WorkspaceName.ForClients(workspace.Path);
        var isPath = workspace.Path.Length == 0 || name == workspace.Path;
        return new WorkspaceMessage(name, workspace.Description ?? (isPath ? null : workspace.Path), workspace.DefaultArtifactRoot);
    }

    private static WorkspaceService Service(MlflowCall call) => call.Service<WorkspaceService>();
}
