using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Telemetry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>Works off the list of waiting deliveries, a bounded number at once.</summary>
internal sealed class WebhookDeliveryService(
    WebhookDeliveryRunner runner, IWebhookDeliveryQueue queue, IOptions<WebhookOptions> options, TimeProvider time, Outages outages, ILogger<WebhookDeliveryService> logger)
    : BackgroundService
{
    private const string List = "list of waiting webhook deliveries";
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    // An attempt that is under way when the host stops may still end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _ended = new(0);

    public override void Dispose()
    {
        _ended.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var attempts = new CancellationTokenSource();
        var running = new HashSet<Task>();
        var swept = (long?)null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (swept is not { } last || time.GetElapsedTime(last) >= SweepInterval)
                {
                    swept = time.GetTimestamp();
                    await SweepAsync(stoppingToken);
                }

                running.RemoveWhere(static task => task.IsCompleted);
                if (running.Count < options.Value.Concurrency && await runner.TakeAsync(stoppingToken) is { } delivery)
                {
                    running.Add(RunAsync(delivery, attempts.Token));
                    continue;
                }

                outages.Ended(List);

                // A delivery that ends makes room, and lets the next one to the same webhook go.
                await _ended.WaitAsync(options.Value.PollInterval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A store that is out of reach for now must not end the service.
            catch (Exception error)
#pragma warning restore CA1031
            {
                outages.Began(List, error);
                await Task.Delay(options.Value.PollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        attempts.CancelAfter(Grace);
        await Task.WhenAll(running);
    }

    private async Task RunAsync(PendingDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(delivery, cancellationToken);
        }
#pragma warning disable CA1031 // What can't be written down now is tried again when the lease has run out.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HostingLog.WebhooksUnreachable(logger, error);
        }
        finally
        {
            _ended.Release();
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var (webhookId, events) in await queue.SweepAsync(cancellationToken))
        {
            HostingLog.WebhookFull(logger, events, webhookId);
        }
    }
}
