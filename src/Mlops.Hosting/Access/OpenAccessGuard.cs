using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Mlops.Hosting.Access;

/// <summary>Refuses to start a host that everybody could write to: open access goes with loopback addresses only.</summary>
internal sealed class OpenAccessGuard(IAccessControl access, IConfiguration configuration, IServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // What is configured is known before anything listens.
        var configured = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>());
        Check(configured);
        return Task.CompletedTask;
    }

    // What code configured is known only now; until then OpenAccess refuses every request that did not come over loopback.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Check(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check(IEnumerable<string> addresses)
    {
        if (access is OpenAccess && addresses.FirstOrDefault(address => !LoopbackAddress.IsLoopback(address)) is { } reachable)
        {
            throw new InvalidOperationException(
                $"Refusing to start: '{reachable}' can be reached from other machines, and no access control is configured, so that everybody could read and write. "
                + "Listen on http://127.0.0.1 or http://localhost, or register an IAccessControl.");
        }
    }
}
