using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Access;

/// <summary>
/// Believes the forwarding headers of known proxies, however many stand in a row, and of nobody else. The options have a name of their own:
/// what the application does with its other routes is its own affair.
/// </summary>
internal sealed class ForwardedHeadersSetup(IOptions<ProxyOptions> proxies) : IConfigureNamedOptions<ForwardedHeadersOptions>
{
    /// <summary>The name of our options.</summary>
    public const string Name = "Mlops";

    public void Configure(ForwardedHeadersOptions options)
    {
    }

    public void Configure(string? name, ForwardedHeadersOptions options)
    {
        if (name != Name)
        {
            return;
        }

        options.ForwardedHeaders = ForwardedHeaders.All;
        options.ForwardLimit = null;
        foreach (var proxy in proxies.Value.Proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
    }
}
