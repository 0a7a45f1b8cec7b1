using System.Net;

namespace Mlops.Hosting.Access;

/// <summary>The reverse proxies in front of this host, and the address under which people reach it.</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// Addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>
    /// and <c>-Prefix</c> headers count. Loopback addresses always count. Configuration key <c>Mlops:Proxies</c>.
    /// </summary>
    public IList<string> Proxies { get; } = [];

    /// <summary>
    /// The absolute http or https URL of this host without a trailing slash, for links that are kept, such as tags of model versions;
    /// empty to keep paths below the host's root. Links in answers follow the request instead. Configuration key <c>Mlops:PublicUrl</c>.
    /// </summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = Proxies.Where(static proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
            .Select(static proxy => $"Mlops:Proxies has '{proxy}', which is neither an IP address nor a network such as 10.0.0.0/8.").ToList();
        if (PublicUrl.Length > 0 && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length + url.Fragment.Length == 0))
        {
            faults.Add($"Mlops:PublicUrl is '{PublicUrl}', which is not an absolute http or https URL without query and fragment.");
        }

        return faults;
    }
}
