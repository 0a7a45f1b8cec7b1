using System.Net.Sockets;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>
/// Opens connections to receivers. The addresses that are checked are those that are connected to, so that a name can't lead elsewhere in
/// between; redirects, proxies and cookies are not followed, used and kept.
/// </summary>
internal sealed class WebhookConnections(WebhookTargets targets) : IDisposable
{
    private HttpMessageInvoker? _invoker;

    public HttpMessageInvoker Invoker => LazyInitializer.EnsureInitialized(ref _invoker, Create);

    public void Dispose() => _invoker?.Dispose();

    private HttpMessageInvoker Create() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        MaxConnectionsPerServer = 4,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await targets.ResolveAsync(context.DnsEndPoint.Host, cancellationToken) ?? throw new RefusedAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
