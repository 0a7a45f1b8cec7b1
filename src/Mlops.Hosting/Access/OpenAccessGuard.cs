using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Mlops.Hosting.Access;

/// <summary>
/// Refuses to start a host that everybody could write to: open access goes with loopback addresses, or with an application that authorizes
/// requests for our routes itself.
/// </summary>
internal sealed class OpenAccessGuard(IAccessControl access, IConfiguration configuration, IServer server, IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Which routes an application authorizes is known only when they are mapped; OpenAccess lets nobody else in until then.
        if (services.GetService<IAuthorizationHandlerProvider>() is null)
        {
            // What is configured is known before anything listens.
            Check((configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()));
        }

        return Task.CompletedTask;
    }

    // What code configured is known only now; until then OpenAccess refuses every request that did not come over loopback.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (FindOpenRoute() is { } route)
        {
            Check(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], route);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A route of ours that needs access and that the application does not authorize; empty where none is mapped at all.</summary>
    private string? FindOpenRoute()
    {
        var ours = (services.GetService<EndpointDataSource>()?.Endpoints ?? []).OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<RequiredAccess>() is { } required
                && (required.Level != AccessLevel.None || required.Caller != RequiredCaller.Anybody)).ToList();
        return ours.Count == 0 ? "" : ours.FirstOrDefault(endpoint => !ApplicationAuthorization.Covers(endpoint, services))?.RoutePattern.RawText;
    }

    private void Check(IEnumerable<string> addresses, string route = "")
    {
        if (access is OpenAccess && addresses.FirstOrDefault(address => !LoopbackAddress.IsLoopback(address)) is { } reachable)
        {
            var open = route.Length == 0 ? "" : $" (the application requires authorization for none of: {route} …)";
            throw new InvalidOperationException(
                $"Refusing to start: '{reachable}' can be reached from other machines, and no access control is configured{open}, so that everybody could read and write. "
                + "Listen on http://127.0.0.1 or http://localhost (--urls), let users sign in (UseUsers(); in the reference host Mlops:Access:Users=true with "
                + "Mlops:Access:AdminUsername and Mlops:Access:AdminPassword), require the application's own authorization "
                + "(MapMlflowApi().RequireAuthorization(), or a fallback policy), or register an IAccessControl.");
        }
    }
}
