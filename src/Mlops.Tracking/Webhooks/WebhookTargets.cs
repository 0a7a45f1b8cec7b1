using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Webhooks;

/// <summary>
/// Which URLs and addresses webhooks may reach. A URL is judged when it is registered; each address is judged again at the moment of
/// connecting, since a name may lead elsewhere by then.
/// </summary>
/// <param name="options">What is allowed besides https on the public internet.</param>
/// <param name="resolver">Finds the addresses of names.</param>
internal sealed class WebhookTargets(IOptions<WebhookOptions> options, IHostResolver resolver)
{
    private const int MaxLength = 2048;
    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];
    private readonly string[] _schemes = options.Value.AllowHttp ? ["https", "http"] : ["https"];

    /// <summary>Reads a URL and refuses what may not be a webhook's.</summary>
    /// <param name="url">The URL.</param>
    /// <returns>The URL taken apart.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with the reason.</exception>
    public Uri Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        EntityName.CheckLength("url", url, MaxLength);
        if (string.IsNullOrWhiteSpace(url) || url.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '\\'))
        {
            throw Refused("Webhook URL cannot be empty or hold whitespace, control characters or backslashes.");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.IsFile)
        {
            throw Refused("Invalid webhook URL: it must be absolute, such as https://example.org/hook.");
        }

        if (!_schemes.Contains(uri.Scheme))
        {
            throw Refused($"Invalid webhook URL scheme: '{EntityName.Shorten(uri.Scheme)}'. Allowed schemes are: {string.Join(", ", _schemes)}.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw Refused("Webhook URL must not hold a user name or password; a secret signs what is delivered.");
        }

        if (uri.Fragment.Length > 0 || uri.Port < 1)
        {
            throw Refused("Webhook URL must not hold a fragment or port 0.");
        }

        if (uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            throw Refused("Webhook URL must include a hostname.");
        }

        return uri;
    }

    /// <summary>Checks a URL that is about to be registered, with the addresses that its host has now.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the URL is found to be allowed.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with the reason.</exception>
    public async ValueTask CheckAsync(string url, CancellationToken cancellationToken)
    {
        var host = Parse(url).IdnHost;
        IReadOnlyList<IPAddress> addresses;
        try
        {
            addresses = await resolver.ResolveAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            addresses = [];
        }

        if (addresses.Count == 0)
        {
            throw Refused($"Cannot resolve webhook URL hostname '{EntityName.Shorten(host)}'.");
        }

        if (!addresses.All(IsAllowed))
        {
            throw Refused($"Webhook URL must not resolve to a non-public IP address. '{EntityName.Shorten(host)}' does.");
        }
    }

    /// <summary>The addresses of a host, provided that every one of them may be reached.</summary>
    /// <param name="host">A DNS name or IP address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The addresses; null when one of them may not be reached.</returns>
    /// <exception cref="SocketException">The name has no address.</exception>
    public async ValueTask<IReadOnlyList<IPAddress>?> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await resolver.ResolveAsync(host, cancellationToken);
        return addresses.Count == 0 ? throw new SocketException((int)SocketError.HostNotFound) : addresses.All(IsAllowed) ? addresses : null;
    }

    /// <summary>Whether an address may be reached.</summary>
    /// <param name="address">The address.</param>
    /// <returns>True for the public internet and for what the options allow.</returns>
    public bool IsAllowed(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = PublicInternet.Unmapped(address);
        return PublicInternet.Contains(plain) || _allowed.Any(network => network.Contains(plain));
    }

    private static MlflowException Refused(string reason) => MlflowException.InvalidParameterValue(reason);
}
