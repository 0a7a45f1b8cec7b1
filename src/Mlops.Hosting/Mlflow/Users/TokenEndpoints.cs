using System.Globalization;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Users;

/// <summary>Our own routes about the caller's personal tokens. A secret is in the answer that creates it and nowhere else.</summary>
internal static class TokenEndpoints
{
    private const string Path = "2.0/mlflow/users/tokens";
    private const int MaxTokens = 100;

    public static void Map(MlflowRoutes routes)
    {
        routes.UserRpc("POST", Path, RequiredCaller.User, CreateAsync);
        routes.UserRpc("GET", Path, RequiredCaller.User, ListAsync);
        routes.UserRpc("DELETE", Path, RequiredCaller.User, DeleteAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var caller = Unlimited(call);
        var name = call.Request.Required("name");
        UserRules.CheckTokenName(name);
        var scope = call.Request.Required("scope") switch
        {
            "read" => TokenScope.Read,
            "write" => TokenScope.Write,
            "admin" => TokenScope.Admin,
            _ => throw MlflowException.InvalidParameterValue("Invalid value for parameter 'scope' supplied: it must be read, write or admin."),
        };
        var workspace = call.Request.String("workspace") is { Length: > 0 } sent ? WorkspaceName.ToPath(sent) : null;
        if (workspace is { Length: > 0 } && !WorkspacePath.IsValid(workspace))
        {
            throw MlflowException.InvalidParameterValue("Invalid value for parameter 'workspace' supplied: it must be the path of a code project, such as 'group/project', or 'default'.");
        }

        var most = call.Service<IOptions<UserOptions>>().Value.MaxTokenDays;
        var days = call.Request.Int64("expires_in_days") ?? most;
        if (days < 1 || days > most)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'expires_in_days' supplied: it must be from 1 to {most}.");
        }

        var tokens = call.Service<AccessTokenService>();
        if ((await tokens.ListAsync(caller.Id, call.Aborted)).Count >= MaxTokens)
        {
            throw MlflowException.InvalidParameterValue($"There are {MaxTokens} tokens already: revoke some first.");
        }

        var secret = TokenSecret.Create();
        var expires = call.Service<TimeProvider>().GetUtcNow().AddDays(days).ToUnixTimeMilliseconds();
        var token = await tokens.CreateAsync(caller.Id, new NewAccessToken(name, scope, workspace, expires), TokenSecret.Hash(secret), call.Aborted);
        UserEndpoints.Changed(call, "create-token", caller.Username);
        call.Context.Response.Headers.CacheControl = "no-store";
        await call.RespondAsync(new CreatedTokenResponse(TokenMessage.Of(token), secret), UserMessages.Default.CreatedTokenResponse);
    }

    private static async Task ListAsync(MlflowCall call)
    {
        var tokens = await call.Service<AccessTokenService>().ListAsync(UserEndpoints.SignedIn(call).User.Id, call.Aborted);
        await call.RespondAsync(new TokensResponse([.. tokens.Select(TokenMessage.Of)]), UserMessages.Default.TokensResponse);
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        var caller = Unlimited(call);
        var id = call.Request.Int64("token_id")
            ?? (long.TryParse(call.Context.Request.Query["token_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : throw call.Request.Missing("token_id"));
        await call.Service<AccessTokenService>().DeleteAsync(caller.Id, id, call.Aborted);
        UserEndpoints.Changed(call, "revoke-token", caller.Username);
        await call.RespondEmptyAsync();
    }

    // A token that was made for less must not make or unmake others.
    private static User Unlimited(MlflowCall call)
    {
        var caller = UserEndpoints.SignedIn(call);
        return caller.IsUnlimited ? caller.User : throw MlflowException.PermissionDenied("Permission denied: this needs a password or a token of scope admin.");
    }
}
