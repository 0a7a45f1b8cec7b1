using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Storage;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// The authentication scheme of the built-in users: name and password or name and token (Basic), or a token alone (Bearer).
/// </summary>
internal sealed class UserSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, PasswordCheck passwords, TokenCheck tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int MaxHeaderLength = 4096;
    private static readonly AuthenticationScheme Own = new(UserOptions.Scheme, null, typeof(UserSignIn));
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Signs the sender of a request in without the application's authentication: one more scheme there could become, or take away, the
    /// scheme by which the application signs its own callers in.
    /// </summary>
    public static async Task<AuthenticateResult> AuthenticateAsync(HttpContext context)
    {
        var handler = context.RequestServices.GetRequiredService<UserSignIn>();
        await handler.InitializeAsync(Own, context);
        return await handler.AuthenticateAsync();
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        try
        {
            return await SignInAsync();
        }
        catch (Exception error) when (error is MlflowException or StorageException)
        {
            // Whoever asks for the caller answers so; an open route does not care.
            return AuthenticateResult.Fail(error);
        }
    }

    private async Task<AuthenticateResult> SignInAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length is 0 or > MaxHeaderLength)
        {
            return AuthenticateResult.NoResult();
        }

        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var (kind, credentials) = space < 0 ? (header, "") : (header[..space], header[(space + 1)..].Trim());
        if (kind.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            // Other bearer tokens are for other schemes.
            return TokenSecret.IsOne(credentials) ? await ByTokenAsync(credentials, null) : AuthenticateResult.NoResult();
        }

        if (!kind.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (!TryReadBasic(credentials, out var username, out var password))
        {
            return AuthenticateResult.Fail("The basic credentials can't be read.");
        }

        if (TokenSecret.IsOne(password))
        {
            return await ByTokenAsync(password, username);
        }

        var user = await passwords.FindAsync(username, password, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (user is null)
        {
            // Not the name: people type their password there.
            HostingLog.SignInFailed(Logger, Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail("Wrong user name or password.");
        }

        return Success(user, null);
    }

    private async Task<AuthenticateResult> ByTokenAsync(string secret, string? username)
    {
        var owned = await tokens.FindAsync(secret, Context.RequestAborted);
        return owned is null || (username is not null && !CryptographicOperations.FixedTimeEquals(Utf8.GetBytes(username), Utf8.GetBytes(owned.Owner.Username)))
            ? AuthenticateResult.Fail("The token is unknown, expired or revoked.")
            : Success(owned.Owner, owned.Token);
    }

    private AuthenticateResult Success(User user, AccessToken? token) =>
        AuthenticateResult.Success(new AuthenticationTicket(AccessClaims.Principal(user, token, Scheme.Name), Scheme.Name));

    private static bool TryReadBasic(string credentials, out string username, out string password)
    {
        (username, password) = ("", "");
        try
        {
            var text = Utf8.GetString(Convert.FromBase64String(credentials));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || text.Contains('\0', StringComparison.Ordinal))
            {
                return false;
            }

            (username, password) = (text[..colon], text[(colon + 1)..]);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
