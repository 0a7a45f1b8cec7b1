using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Registry;

/// <summary>Works off the list of waiting inspections, one at a time.</summary>
internal sealed class ModelInspectionService(
    ModelInspectionRunner runner, ModelInspectionSignal signal, IOptions<ModelInspectionOptions> options, ILogger<ModelInspectionService> logger) : BackgroundService
{
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
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A store that is out of reach for now must not end the service.
            catch (Exception error)
#pragma warning restore CA1031
            {
                HostingLog.InspectionsUnreachable(logger, error);
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
