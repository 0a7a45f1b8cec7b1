using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access.Users;
using Mlops.Storage;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access;

/// <summary>Finds out who sends a request, by every configured scheme; registered where users are switched on.</summary>
internal sealed class CallerSignIn(CallerDirectory directory, IOptions<UserOptions> options)
{
    /// <summary>
    /// Signs the sender of a request in, unless the application has done so; who sends nothing to sign in with stays nobody.
    /// </summary>
    /// <exception cref="MlflowException"><c>REQUEST_LIMIT_EXCEEDED</c> for who guessed too often.</exception>
    public async ValueTask SignInAsync(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true })
        {
            return;
        }

        foreach (var scheme in options.Value.Schemes)
        {
            var result = await (scheme == UserOptions.Scheme ? UserSignIn.AuthenticateAsync(context) : context.AuthenticateAsync(scheme));
            if (result.Succeeded)
            {
                context.User = result.Principal;
                return;
            }

            if (result.Failure is (MlflowException or StorageException) and var refusal)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(refusal);
            }
        }
    }

    /// <summary>
    /// The built-in user who calls, for routes about users. Whoever is no administrator is read anew, since such routes refuse by more
    /// than this.
    /// </summary>
    /// <exception cref="MlflowException"><c>UNAUTHENTICATED</c> when nobody is signed in, <c>PERMISSION_DENIED</c> for a caller who is no
    /// built-in user.</exception>
    public async ValueTask<SignedInUser> GetUserAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var principal = context.User;
        if (principal.Identity is not { IsAuthenticated: true })
        {
            throw Challenge(context);
        }

        if (AccessClaims.FindUserId(principal) is not { } userId)
        {
            throw MlflowException.PermissionDenied("Permission denied: the caller is not one of this server's own users.");
        }

        var own = await directory.FindCallerAsync(userId, cancellationToken);
        if (own is null or { User.IsAdmin: false })
        {
            own = await directory.RefreshCallerAsync(userId, cancellationToken) ?? throw Challenge(context);
        }

        var unlimited = AccessClaims.Cap(principal) == Permission.Manage && AccessClaims.OnlyWorkspace(principal) is null;
        return new SignedInUser(own.User, unlimited);
    }

    /// <summary>The refusal of a request for which somebody would have to sign in, with what they could sign in by.</summary>
    public static MlflowException Challenge(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode == StatusCodes.Status401Unauthorized)
                {
                    response.Headers.WWWAuthenticate = "Basic realm=\"mlflow\", charset=\"UTF-8\"";
                    response.Headers.Append("WWW-Authenticate", "Bearer realm=\"mlflow\"");
                }

                return Task.CompletedTask;
            },
            context.Response);
        return Unauthenticated();
    }

    public static MlflowException Unauthenticated() => new(
        ErrorCode.Unauthenticated, "You are not authenticated. Send a user name with a password or personal token (Basic), or a personal token (Bearer).");
}

/// <summary>The built-in user who calls.</summary>
/// <param name="User">The user.</param>
/// <param name="IsUnlimited">Whether the credentials may be used for everything the user may do: a password, or a token of scope admin
/// for all workspaces.</param>
internal sealed record SignedInUser(User User, bool IsUnlimited);
