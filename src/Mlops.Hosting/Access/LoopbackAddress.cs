using System.Net;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Access;

/// <summary>Tells addresses that only this machine reaches from all others.</summary>
internal static class LoopbackAddress
{
    /// <summary>
    /// Whether an address to listen on, such as <c>http://127.0.0.1:5000</c>, is a loopback one; wildcards and names are not.
    /// </summary>
    public static bool IsLoopback(string address)
    {
        try
        {
            return IsLoopbackHost(BindingAddress.Parse(address).Host);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a host name or address without port means this machine.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
