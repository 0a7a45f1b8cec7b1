using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>
/// The routes of MLflow's auth client about users. There is no HTML form among them, so that no foreign page can send one.
/// </summary>
internal static class UserEndpoints
{
    private const string Base = "2.0/mlflow/users/";

    public static void Map(MlflowRoutes routes)
    {
        routes.UserRpc("POST", Base + "create", RequiredCaller.Administrator, CreateAsync);
        routes.UserRpc("GET", Base + "get", RequiredCaller.User, GetAsync);
        routes.UserRpc("GET", Base + "list", RequiredCaller.Administrator, ListAsync);
        routes.UserRpc("GET", Base + "current", RequiredCaller.User, GetCurrentAsync);
        routes.UserRpc("PATCH", Base + "update-password", RequiredCaller.User, UpdatePasswordAsync);
        routes.UserRpc("PATCH", Base + "update-admin", RequiredCaller.Administrator, UpdateAdminAsync);
        routes.UserRpc("DELETE", Base + "delete", RequiredCaller.Administrator, DeleteAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var (username, password) = (call.Request.Required("username"), call.Request.Required("password"));
        UserRules.CheckUsername(username);
        UserRules.CheckPassword(password);
        UserNameLook.CheckIsNew(username, await Users(call).ListAsync(call.Aborted));
        var user = await Users(call).CreateAsync(username, call.Service<PasswordCheck>().Hash(password), isAdmin: false, call.Aborted);
        Changed(call, "create", username);
        await call.RespondAsync(new UserResponse(new UserMessage(user.Id, user.Username, user.IsAdmin, [], [], [])), UserMessages.Default.UserResponse);
    }

    private static async Task GetAsync(MlflowCall call)
    {
        var username = call.Request.Required("username");
        var caller = SignedIn(call);
        if (!caller.User.IsAdmin && caller.User.Username != username)
        {
            throw MlflowException.PermissionDenied("Permission denied.");
        }

        var user = (await Users(call).FindAsync(username, call.Aborted))?.User ?? throw NotFound(username);
        var permissions = call.Service<PermissionService>();
        var experiments = await permissions.ListAsync(ResourceKind.Experiment, user.Id, call.Aborted);
        var models = await permissions.ListAsync(ResourceKind.RegisteredModel, user.Id, call.Aborted);
        var scorers = await permissions.ListAsync(ResourceKind.Scorer, user.Id, call.Aborted);
        await call.RespondAsync(
            new UserResponse(new UserMessage(
                user.Id, user.Username, user.IsAdmin,
                [.. experiments.Select(ExperimentPermissionMessage.Of)], [.. models.Select(RegisteredModelPermissionMessage.Of)],
                [.. scorers.Select(ScorerPermissionMessage.Of)])),
            UserMessages.Default.UserResponse);
    }

    private static async Task ListAsync(MlflowCall call) =>
        await call.RespondAsync(new UsersResponse(await Users(call).ListAsync(call.Aborted)), UserMessages.Default.UsersResponse);

    private static Task GetCurrentAsync(MlflowCall call) =>
        call.RespondAsync(new CurrentUserResponse(SignedIn(call).User), UserMessages.Default.CurrentUserResponse);

    private static async Task UpdatePasswordAsync(MlflowCall call)
    {
        var (username, password) = (call.Request.Required("username"), call.Request.Required("password"));
        var caller = SignedIn(call);
        if (!caller.IsUnlimited || (!caller.User.IsAdmin && caller.User.Username != username))
        {
            throw MlflowException.PermissionDenied("Permission denied.");
        }

        var passwords = call.Service<PasswordCheck>();
        if (caller.User.Username == username)
        {
            // Whoever sits down at a signed-in browser must not be able to keep it.
            var current = call.Request.String("current_password") is { Length: > 0 } sent
                ? sent
                : throw MlflowException.InvalidParameterValue("Current password is required when changing your own password.");
            if (await passwords.FindAsync(username, current, call.Context.Connection.RemoteIpAddress, call.Aborted) is null)
            {
                throw MlflowException.InvalidParameterValue("Current password does not match.");
            }
        }

        UserRules.CheckPassword(password);

        // Whoever had the old password may have made tokens with it. An administrator's reset ends them unless told otherwise, one's own
        // change if told to.
        var endsTokens = call.Request.Bool("revoke_tokens") ?? caller.User.Username != username;
        await Users(call).SetPasswordAsync(username, passwords.Hash(password), call.Aborted);
        if (endsTokens)
        {
            await EndTokensAsync(call, username);
        }

        Changed(call, "update-password", username);
        await call.RespondEmptyAsync();
    }

    private static async ValueTask EndTokensAsync(MlflowCall call, string username)
    {
        var user = (await Users(call).FindAsync(username, call.Aborted))?.User ?? throw NotFound(username);
        var tokens = call.Service<AccessTokenService>();
        foreach (var token in await tokens.ListAsync(user.Id, call.Aborted))
        {
            await tokens.DeleteAsync(user.Id, token.Id, call.Aborted);
        }
    }

    private static async Task UpdateAdminAsync(MlflowCall call)
    {
        var username = call.Request.Required("username");
        await Users(call).SetAdminAsync(username, call.Request.Bool("is_admin") ?? throw call.Request.Missing("is_admin"), call.Aborted);
        Changed(call, "update-admin", username);
        await call.RespondEmptyAsync();
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        var username = call.Request.Required("username");
        await Users(call).DeleteAsync(username, call.Aborted);
        Changed(call, "delete", username);
        await call.RespondEmptyAsync();
    }

    /// <summary>The caller of a route about users.</summary>
    public static SignedInUser SignedIn(MlflowCall call) => call.Context.Features.GetRequiredFeature<SignedInUser>();

    /// <summary>Whether the caller of a route about users may say who may do what in a workspace.</summary>
    public static async ValueTask<bool> ManagesAsync(MlflowCall call, string workspace)
    {
        var caller = SignedIn(call);
        return caller.IsUnlimited && (caller.User.IsAdmin
            || (await call.Service<IAccessControl>().GetAccessAsync(AccessCaller.Of(call.Context), workspace, call.Aborted)).Level == AccessLevel.Admin);
    }

    /// <summary>Refuses a caller who may not say who may do what in a workspace.</summary>
    public static async ValueTask CheckManagesAsync(MlflowCall call, string workspace)
    {
        if (!await ManagesAsync(call, workspace))
        {
            throw MlflowException.PermissionDenied("Permission denied.");
        }
    }

    public static MlflowException NotFound(string username) => MlflowException.ResourceDoesNotExist($"User with username={username} not found");

    /// <summary>Makes a change count at once, and notes it.</summary>
    public static void Changed(MlflowCall call, string action, string username)
    {
        call.Service<CallerDirectory>().Forget();
        HostingLog.UserChanged(
            call.Service<ILoggerFactory>().CreateLogger("Mlops.Hosting.Access"), call.Context.User.Identity?.Name ?? "", action, username);
    }

    private static UserService Users(MlflowCall call) => call.Service<UserService>();
}
