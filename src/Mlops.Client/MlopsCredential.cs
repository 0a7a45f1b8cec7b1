using System.Net.Http.Headers;
using System.Text;

namespace Mlops.Client;

/// <summary>Who is calling. The secret can be sent but not read back: it appears in no text, exception or log of this library.</summary>
public sealed class MlopsCredential
{
    private readonly string _secret;

    private MlopsCredential(string scheme, string parameter, string secret)
    {
        Header = new AuthenticationHeaderValue(scheme, parameter);
        _secret = secret;
    }

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    internal AuthenticationHeaderValue Header { get; }

    /// <summary>A bearer token, as <c>MLFLOW_TRACKING_TOKEN</c> holds it.</summary>
    /// <param name="token">The token; printable ASCII without spaces.</param>
    /// <exception cref="ArgumentException">The token cannot stand in a header.</exception>
    public static MlopsCredential Token(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return token.All(c => c is > ' ' and < '\u007f')
            ? new MlopsCredential("Bearer", token, token)
            : throw new ArgumentException("A token is printable ASCII without spaces.", nameof(token));
    }

    /// <summary>
    /// User name and password, as <c>MLFLOW_TRACKING_USERNAME</c> and <c>MLFLOW_TRACKING_PASSWORD</c> hold them (RFC 7617).
    /// </summary>
    /// <param name="userName">The user's name, without a colon.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="ArgumentException">The name holds a colon.</exception>
    public static MlopsCredential Basic(string userName, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(userName);
        ArgumentNullException.ThrowIfNull(password);
        return userName.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException("A user name cannot hold a colon.", nameof(userName))
            : new MlopsCredential("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")), password);
    }

    /// <summary>
    /// What MLflow's own clients read: <c>MLFLOW_TRACKING_USERNAME</c> with <c>MLFLOW_TRACKING_PASSWORD</c>, or else
    /// <c>MLFLOW_TRACKING_TOKEN</c>.
    /// </summary>
    /// <returns>The credentials, or null when none are set.</returns>
    /// <exception cref="InvalidOperationException">They cannot be used; the message names the variables.</exception>
    public static MlopsCredential? FromEnvironment() => TrackingEnvironment.ReadCredential(Environment.GetEnvironmentVariable);

    /// <summary>The scheme alone.</summary>
    public override string ToString() => $"{Header.Scheme} ***";

    /// <summary>Takes the secret out of a text that a server sent, which may echo what it was sent.</summary>
    internal string Redact(string text)
    {
        var redacted = text.Replace(Header.Parameter!, "***", StringComparison.Ordinal);
        return _secret.Length == 0 ? redacted : redacted.Replace(_secret, "***", StringComparison.Ordinal);
    }
}
