using System.Net;
using System.Net.Sockets;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>Asks the operating system.</summary>
internal sealed class SystemHostResolver : IHostResolver
{
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        // The operating system is asked for names only: for an unspecified address the runtime throws instead of answering.
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (ArgumentException error)
        {
            throw new SocketException((int)SocketError.HostNotFound, error.Message);
        }
    }
}
