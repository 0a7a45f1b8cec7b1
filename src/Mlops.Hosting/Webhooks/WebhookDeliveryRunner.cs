using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>Makes one attempt at a delivery that this host has on lease, and says on the list what came of it.</summary>
internal sealed class WebhookDeliveryRunner(
    IWebhookDeliveryQueue queue, WebhookSender sender, IOptions<WebhookOptions> options, ILogger<WebhookDeliveryRunner> logger)
{
    /// <summary>How long a delivery is on lease: an attempt, and the time to write down its end.</summary>
    private TimeSpan Lease => options.Value.Timeout + TimeSpan.FromSeconds(30);

    public ValueTask<PendingDelivery?> TakeAsync(CancellationToken cancellationToken) => queue.TakeAsync(Lease, cancellationToken);

    public async Task RunAsync(PendingDelivery delivery, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (delivery.Attempt > settings.MaxRetries + 1)
        {
            // Every attempt so far ended without a word: the host died in it.
            await GiveUpAsync(delivery, "No attempt came to an end.");
            return;
        }

        WebhookAttempt attempt;
        try
        {
            attempt = await sender.SendAsync(
                delivery.WebhookId, delivery.Url, delivery.ProtectedSecret, delivery.DeliveryId, delivery.Body, keepBody: false, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await queue.ReturnAsync(delivery, CancellationToken.None);
            return;
        }

        if (attempt.Failure is not { } reason)
        {
            await queue.RemoveAsync(delivery, CancellationToken.None);
            HostingLog.WebhookDelivered(logger, delivery.DeliveryId, delivery.WebhookId, delivery.Workspace, attempt.Status ?? 0);
        }
        else if (attempt.MayRetry && delivery.Attempt <= settings.MaxRetries)
        {
            var delay = Delay(settings, delivery.Attempt, attempt.RetryAfter);
            HostingLog.WebhookPostponed(logger, delivery.Attempt, delivery.DeliveryId, delivery.WebhookId, delivery.Workspace, reason, delay);
            await queue.PostponeAsync(delivery, delay, CancellationToken.None);
        }
        else
        {
            await GiveUpAsync(delivery, reason);
        }
    }

    /// <summary>
    /// How long to wait after an attempt: twice as long after each, with some of it left to chance, but as long as the receiver asks for.
    /// </summary>
    internal static TimeSpan Delay(WebhookOptions settings, int attempt, TimeSpan? retryAfter)
    {
        var own = settings.FirstRetryDelay * Math.Pow(2, Math.Min(attempt - 1, 20));
        var delay = Least(own, settings.MaxRetryDelay) + (settings.FirstRetryDelay * Random.Shared.NextDouble());
        var asked = Least(retryAfter ?? TimeSpan.Zero, settings.MaxRetryAfter);
        return asked > delay ? asked : delay;

        static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }

    private async Task GiveUpAsync(PendingDelivery delivery, string reason)
    {
        await queue.RemoveAsync(delivery, CancellationToken.None);
        HostingLog.WebhookGivenUp(logger, delivery.Attempt, delivery.DeliveryId, delivery.WebhookId, delivery.Workspace, reason);
    }
}
