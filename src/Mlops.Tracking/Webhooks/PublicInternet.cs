using System.Net;
using System.Net.Sockets;

namespace Mlops.Tracking.Webhooks;

/// <summary>Tells addresses of the public internet from all others (the special-purpose registries of RFC 6890).</summary>
internal static class PublicInternet
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", // This network.
            "10.0.0.0/8", // Private.
            "100.64.0.0/10", // Carrier-grade NAT.
            "127.0.0.0/8", // Loopback.
            "169.254.0.0/16", // Link-local, where clouds keep their metadata service.
            "172.16.0.0/12", // Private.
            "192.0.0.0/24", // Protocol assignments.
            "192.0.2.0/24", // Documentation.
            "192.88.99.0/24", // Relays to other networks.
            "192.168.0.0/16", // Private.
            "198.18.0.0/15", // Benchmarks.
            "198.51.100.0/24", // Documentation.
            "203.0.113.0/24", // Documentation.
            "224.0.0.0/4", // Multicast.
            "240.0.0.0/4", // Reserved, and broadcast.
            "2001::/23", // Teredo and other protocols that carry an IPv4 address.
            "2001:db8::/32", // Documentation.
            "2002::/16", // 6to4, which carries an IPv4 address.
            "3fff::/20", // Documentation.
        }.Select(IPNetwork.Parse),
    ];

    // All other IPv6 space is loopback, link-local, site-local, unique local, multicast, translation (NAT64) or unassigned.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether packets to an address leave for the public internet.</summary>
    /// <param name="address">An IPv4 or IPv6 address; one that maps IPv4 into IPv6 is judged as IPv4.</param>
    /// <returns>False for private, local, special and unknown addresses.</returns>
    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Unmapped(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>The IPv4 address that an IPv6 one stands for, or the address itself.</summary>
    internal static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
