using System.Net;

namespace Mlops.Tracking.Webhooks;

/// <summary>Finds the addresses of a host name.</summary>
internal interface IHostResolver
{
    /// <summary>Resolves a name or an address.</summary>
    /// <param name="host">A DNS name without port, or an IP address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its addresses; empty where it has none.</returns>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
