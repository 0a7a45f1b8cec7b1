using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>
/// The routes of MLflow's auth client about roles. Whoever manages a workspace manages its roles; who has one of them sees them, but
/// not who else has them. A role that does not exist is told apart from one that is closed to administrators only.
/// </summary>
internal static class RoleEndpoints
{
    private const string Base = "3.0/mlflow/roles/";
    private const int MaxName = 255;
    private const int MaxDescription = 1024;
    private const int MaxOfOne = 1000;

    public static void Map(MlflowRoutes routes)
    {
        routes.UserRpc("POST", Base + "create", RequiredCaller.User, CreateAsync);
        routes.UserRpc("GET", Base + "get", RequiredCaller.User, GetAsync);
        routes.UserRpc("GET", Base + "list", RequiredCaller.User, ListAsync);
        routes.UserRpc("PATCH", Base + "update", RequiredCaller.User, UpdateAsync);
        routes.UserRpc("DELETE", Base + "delete", RequiredCaller.User, DeleteAsync);
        routes.UserRpc("POST", Base + "permissions/add", RequiredCaller.User, AddPermissionAsync);
        routes.UserRpc("DELETE", Base + "permissions/remove", RequiredCaller.User, RemovePermissionAsync);
        routes.UserRpc("GET", Base + "permissions/list", RequiredCaller.User, ListPermissionsAsync);
        routes.UserRpc("PATCH", Base + "permissions/update", RequiredCaller.User, UpdatePermissionAsync);
        routes.UserRpc("POST", Base + "assign", RequiredCaller.User, AssignAsync);
        routes.UserRpc("DELETE", Base + "unassign", RequiredCaller.User, UnassignAsync);
        routes.UserRpc("GET", Base + "users/list", RequiredCaller.User, ListUsersAsync);
        routes.UserRpc("GET", "3.0/mlflow/users/roles/list", RequiredCaller.User, ListOfUserAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var workspace = await call.Service<WorkspaceNames>().ResolveAsync(call.Request.Required("workspace"), call.Aborted);
        await UserEndpoints.CheckManagesAsync(call, workspace);
        var name = Name(call.Request.Required("name"));
        var description = Description(call);
        if ((await Roles(call).ListAsync(workspace, call.Aborted)).Count >= MaxOfOne)
        {
            throw MlflowException.InvalidParameterValue($"The workspace has {MaxOfOne} roles already: delete some first.");
        }

        await RespondAsync(call, await Roles(call).CreateAsync(workspace, name, description, call.Aborted), "create");
    }

    private static async Task GetAsync(MlflowCall call) => await RespondAsync(call, await SeenAsync(call));

    private static async Task ListAsync(MlflowCall call)
    {
        var caller = UserEndpoints.SignedIn(call);
        string? workspace = null;
        if (call.Request.Has("workspace"))
        {
            workspace = await call.Service<WorkspaceNames>().ResolveAsync(call.Request.Required("workspace"), call.Aborted);
        }

        // The roles of all workspaces at once are for administrators.
        var sees = workspace is null ? caller.User.IsAdmin : await SeesAsync(call, workspace);
        await RespondAsync(call, sees ? await Roles(call).ListAsync(workspace, call.Aborted) : throw Denied());
    }

    private static async Task UpdateAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call);
        var name = call.Request.String("name") is { } sent ? Name(sent) : null;
        var description = Description(call);
        if (name is null && description is null)
        {
            throw MlflowException.InvalidParameterValue("At least one of 'name' or 'description' must be provided to update a role.");
        }

        await RespondAsync(call, await Roles(call).UpdateAsync(role.Id, name, description, call.Aborted), "update");
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call);
        await Roles(call).DeleteAsync(role.Id, call.Aborted);
        UserEndpoints.Changed(call, "delete-role", role.Name);
        await call.RespondEmptyAsync();
    }

    private static async Task AddPermissionAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call);
        var (type, pattern) = (call.Request.Required("resource_type"), call.Request.Required("resource_pattern"));
        var permission = PermissionName.Parse(call.Request.Required("permission"));
        RoleResource.Check(type, pattern);
        if (role.Permissions.Count >= MaxOfOne)
        {
            throw MlflowException.InvalidParameterValue($"The role has {MaxOfOne} permissions already: remove some first.");
        }

        await RespondAsync(call, role, await Roles(call).AddPermissionAsync(role.Id, type, pattern, permission, call.Aborted));
    }

    private static async Task RemovePermissionAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call, byPermission: true);
        await Roles(call).UpdatePermissionAsync(Id(call, "role_permission_id"), null, call.Aborted);
        UserEndpoints.Changed(call, "change-role", role.Name);
        await call.RespondEmptyAsync();
    }

    private static async Task ListPermissionsAsync(MlflowCall call) => await call.RespondAsync(
        new RolePermissionsResponse([.. (await SeenAsync(call)).Permissions.Select(RolePermissionMessage.Of)]), RoleMessages.Default.RolePermissionsResponse);

    private static async Task UpdatePermissionAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call, byPermission: true);
        var permission = PermissionName.Parse(call.Request.Required("permission"));
        await RespondAsync(call, role, await Roles(call).UpdatePermissionAsync(Id(call, "role_permission_id"), permission, call.Aborted));
    }

    private static async Task AssignAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call);
        var username = call.Request.Required("username");
        var assignment = await Roles(call).AssignAsync(username, role.Id, call.Aborted);
        UserEndpoints.Changed(call, $"assign role {role.Id} in '{role.Workspace}'", username);
        await call.RespondAsync(new RoleAssignmentResponse(assignment), RoleMessages.Default.RoleAssignmentResponse);
    }

    private static async Task UnassignAsync(MlflowCall call)
    {
        var role = await ManagedAsync(call);
        var username = Text(call, "username");
        await Roles(call).UnassignAsync(username, role.Id, call.Aborted);
        UserEndpoints.Changed(call, $"unassign role {role.Id} in '{role.Workspace}'", username);
        await call.RespondEmptyAsync();
    }

    private static async Task ListUsersAsync(MlflowCall call) => await call.RespondAsync(
        new RoleAssignmentsResponse(await Roles(call).ListAssignmentsAsync((await ManagedAsync(call)).Id, call.Aborted)), RoleMessages.Default.RoleAssignmentsResponse);

    private static async Task ListOfUserAsync(MlflowCall call)
    {
        var username = call.Request.Required("username");
        var caller = UserEndpoints.SignedIn(call).User;
        var isOwn = caller.IsAdmin || caller.Username == username;
        var user = (await call.Service<UserService>().FindAsync(username, call.Aborted))?.User
            ?? throw (isOwn ? UserEndpoints.NotFound(username) : Denied());
        var roles = await Roles(call).ListOfUserAsync(user.Id, call.Aborted);
        if (!isOwn)
        {
            // Whoever manages a workspace sees who has which of its roles.
            var seen = new List<Role>();
            foreach (var workspace in roles.GroupBy(static role => role.Workspace, StringComparer.Ordinal))
            {
                seen.AddRange(await UserEndpoints.ManagesAsync(call, workspace.Key) ? workspace : []);
            }

            roles = seen.Count > 0 ? seen : throw Denied();
        }

        await RespondAsync(call, roles);
    }

    /// <summary>The role that a call names, when its caller manages its workspace.</summary>
    private static async ValueTask<Role> ManagedAsync(MlflowCall call, bool byPermission = false)
    {
        var id = Id(call, byPermission ? "role_permission_id" : "role_id");
        var role = (byPermission ? await Roles(call).FindByPermissionAsync(id, call.Aborted) : await Roles(call).FindAsync(id, call.Aborted))
            ?? throw Missing(call, byPermission ? "Role permission" : "Role", id);
        await UserEndpoints.CheckManagesAsync(call, role.Workspace);
        return role;
    }

    /// <summary>The role that a call names, when its caller may know it.</summary>
    private static async ValueTask<Role> SeenAsync(MlflowCall call)
    {
        var id = Id(call, "role_id");
        var role = await Roles(call).FindAsync(id, call.Aborted) ?? throw Missing(call, "Role", id);
        return await SeesAsync(call, role.Workspace) ? role : throw Denied();
    }

    private static async ValueTask<bool> SeesAsync(MlflowCall call, string workspace) => await UserEndpoints.ManagesAsync(call, workspace)
        || (await Roles(call).ListOfUserAsync(UserEndpoints.SignedIn(call).User.Id, call.Aborted)).Any(role => role.Workspace == workspace);

    private static string Name(string name)
    {
        EntityName.CheckLength("name", name, MaxName);
        return string.IsNullOrWhiteSpace(name) || name.Contains('\0', StringComparison.Ordinal)
            ? throw MlflowException.InvalidParameterValue("Role name cannot be empty.")
            : name;
    }

    private static string? Description(MlflowCall call)
    {
        var description = call.Request.String("description");
        EntityName.CheckLength("description", description ?? "", MaxDescription);
        return description;
    }

    // MLflow's client names what it deletes in the body, others do in the query.
    private static long Id(MlflowCall call, string field) => call.Request.Int64(field)
        ?? (call.Context.Request.Query[field].ToString() is not { Length: > 0 } asked ? throw call.Request.Missing(field)
            : long.TryParse(asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id
            : throw MlflowException.InvalidParameterValue($"Parameter '{field}' must be an integer."));

    private static string Text(MlflowCall call, string field) => call.Request.String(field) is { Length: > 0 } sent ? sent
        : call.Context.Request.Query[field].ToString() is { Length: > 0 } asked && !asked.Contains('\0', StringComparison.Ordinal) ? asked
        : throw call.Request.Missing(field);

    private static async Task RespondAsync(MlflowCall call, Role role, string? action = null)
    {
        if (action is not null)
        {
            UserEndpoints.Changed(call, action + "-role", role.Name);
        }

        await call.RespondAsync(new RoleResponse(RoleMessage.Of(role)), RoleMessages.Default.RoleResponse);
    }

    private static Task RespondAsync(MlflowCall call, IEnumerable<Role> roles) =>
        call.RespondAsync(new RolesResponse([.. roles.Select(RoleMessage.Of)]), RoleMessages.Default.RolesResponse);

    private static async Task RespondAsync(MlflowCall call, Role role, RolePermission permission)
    {
        UserEndpoints.Changed(call, "change-role", role.Name);
        await call.RespondAsync(new RolePermissionResponse(RolePermissionMessage.Of(permission)), RoleMessages.Default.RolePermissionResponse);
    }

    private static MlflowException Missing(MlflowCall call, string what, long id) => UserEndpoints.SignedIn(call).User.IsAdmin
        ? MlflowException.ResourceDoesNotExist(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what} with id={id} not found"))
        : Denied();

    private static MlflowException Denied() => MlflowException.PermissionDenied("Permission denied.");

    private static RoleService Roles(MlflowCall call) => call.Service<RoleService>();
}
