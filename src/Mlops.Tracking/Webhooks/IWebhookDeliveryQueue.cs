namespace Mlops.Tracking.Webhooks;

/// <summary>
/// The durable list of events to deliver, all workspaces together; the stores add to it in the transaction of the change that an event
/// tells of. A lease keeps two hosts from making one delivery at once, and runs out by itself when its host dies. A webhook has one
/// delivery on lease at a time, the one that is due longest.
/// </summary>
internal interface IWebhookDeliveryQueue
{
    /// <summary>Takes the delivery that has been due longest.</summary>
    /// <param name="lease">How long nobody else may take it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The delivery, or null when none is due.</returns>
    ValueTask<PendingDelivery?> TakeAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a delivery back, to be tried again later.</summary>
    /// <param name="delivery">The delivery on lease.</param>
    /// <param name="delay">How long from now it is not due.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease was lost, or the webhook is gone.</returns>
    ValueTask<bool> PostponeAsync(PendingDelivery delivery, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Gives a delivery back as though it had never been taken, because the host ends.</summary>
    /// <param name="delivery">The delivery on lease.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease was lost, or the webhook is gone.</returns>
    ValueTask<bool> ReturnAsync(PendingDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Takes a delivery off the list: it was made, or is given up.</summary>
    /// <param name="delivery">The delivery on lease.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the lease was lost, or the webhook is gone.</returns>
    ValueTask<bool> RemoveAsync(PendingDelivery delivery, CancellationToken cancellationToken);

    /// <summary>Removes events that nobody waits for any more, and tells which webhooks' lists were full.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Ids of webhooks with the number of events that were not listed for them since the last call.</returns>
    ValueTask<IReadOnlyDictionary<string, long>> SweepAsync(CancellationToken cancellationToken);
}
