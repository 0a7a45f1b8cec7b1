using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Telemetry;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Workspaces;

namespace Mlops.Hosting.Mlflow.Server;

/// <summary>Asks the database and the artifact store whether they answer.</summary>
internal sealed class Readiness(IServiceProvider services, Outages outages)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks both at once.</summary>
    /// <returns>What is away; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var database = IsAwayAsync("database", stop => services.GetRequiredService<WorkspaceService>().ListAsync(stop).AsTask(), patience.Token, cancellationToken);
        var store = IsAwayAsync("artifact store", stop => services.GetRequiredService<ArtifactService>().CheckAsync(stop), patience.Token, cancellationToken);
        return [.. ((string?[])[await database, await store]).OfType<string>()];
    }

    private async Task<string?> IsAwayAsync(string part, Func<CancellationToken, Task> ask, CancellationToken patience, CancellationToken caller)
    {
        try
        {
            await ask(patience).WaitAsync(patience);
            outages.Ended(part);
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, the part does not answer.
        catch (Exception error) when (!caller.IsCancellationRequested)
#pragma warning restore CA1031
        {
            outages.Began(part, error);
            return part;
        }
    }
}
