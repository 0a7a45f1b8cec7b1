using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Telemetry;

namespace Mlops.Hosting.Registry;

/// <summary>Works off the list of waiting inspections, one at a time.</summary>
internal sealed class ModelInspectionService(
    ModelInspectionRunner runner, ModelInspectionSignal signal, IOptions<ModelInspectionOptions> options, Outages outages) : BackgroundService
{
    private const string List = "list of waiting inspections";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!runner.CanInspect)
        {
            // Another host may know the formats: what waits is left to it.
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await runner.RunNextAsync(stoppingToken))
                {
                }

                outages.Ended(List);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A store that is out of reach for now must not end the service.
            catch (Exception error)
#pragma warning restore CA1031
            {
                outages.Began(List, error);
            }

            try
            {
                await signal.WaitAsync(options.Value.PollInterval, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
