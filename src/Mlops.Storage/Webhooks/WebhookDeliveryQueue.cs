using Mlops.Storage.Relational;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Webhooks;

/// <summary>
/// The table of waiting deliveries. A lease is a random text: only who still has it may end or give back the delivery, so a host that was
/// believed dead can't interfere with its successor.
/// </summary>
internal sealed class WebhookDeliveryQueue(IRelationalDatabase database, TimeProvider time) : IWebhookDeliveryQueue
{
    // One delivery at a time to a webhook: a slow receiver holds up its own events only, and sees them in order while all goes well.
    private static readonly string Due =
        $"""
        SELECT d.id FROM webhook_deliveries d WHERE d.next_attempt <= @0 AND d.lease_until <= @0
            AND EXISTS (SELECT 1 FROM webhooks w WHERE w.id = d.webhook_id AND w.status = {(int)WebhookStatus.Active})
            AND NOT EXISTS (SELECT 1 FROM webhook_deliveries o WHERE o.webhook_id = d.webhook_id AND o.lease_until > @0)
        ORDER BY d.next_attempt, d.id LIMIT 1
        """;

    public async ValueTask<PendingDelivery?> TakeAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        // Looking costs no write: most of the time nothing is due.
        if (await database.ReadAsync(session => session.QueryInt64Async(Due, [Now()]), cancellationToken) is null)
        {
            return null;
        }

        var token = Guid.NewGuid().ToString("N");
        var deliveryId = Guid.NewGuid().ToString();
        return await database.WriteAsync(
            async session =>
            {
                var now = Now();
                var taken = await session.QueryInt64Async(
                    $"""
                    UPDATE webhook_deliveries SET attempts = attempts + 1, lease = @1, lease_until = @2, delivery_id = COALESCE(delivery_id, @3)
                    WHERE id = ({Due}) AND lease_until <= @0 RETURNING id
                    """,
                    [now, token, now + (long)lease.TotalMilliseconds, deliveryId]);
                return taken is not { } id ? null : await session.QueryFirstAsync(
                    """
                    SELECT d.id, d.lease, d.delivery_id, d.attempts, w.webhook_id, s.path, w.url, w.secret, m.body FROM webhook_deliveries d
                    JOIN webhooks w ON w.id = d.webhook_id JOIN workspaces s ON s.id = w.workspace_id JOIN webhook_messages m ON m.id = d.message_id
                    WHERE d.id = @0
                    """,
                    static row => new PendingDelivery
                    {
                        Id = row.GetInt64(0),
                        Lease = row.GetString(1),
                        DeliveryId = row.GetString(2),
                        Attempt = (int)row.GetInt64(3),
                        WebhookId = row.GetString(4),
                        Workspace = row.GetString(5),
                        Url = row.GetString(6),
                        ProtectedSecret = row.IsDBNull(7) ? null : row.GetString(7),
                        Body = row.GetString(8),
                    },
                    [id]);
            },
            cancellationToken);
    }

    public async ValueTask<bool> PostponeAsync(PendingDelivery delivery, TimeSpan delay, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE webhook_deliveries SET next_attempt = @2, lease = NULL, lease_until = 0 WHERE id = @0 AND lease = @1",
            delivery.Id, delivery.Lease, Now() + (long)delay.TotalMilliseconds),
        cancellationToken) > 0;

    public async ValueTask<bool> ReturnAsync(PendingDelivery delivery, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE webhook_deliveries SET attempts = attempts - 1, lease = NULL, lease_until = 0 WHERE id = @0 AND lease = @1", delivery.Id, delivery.Lease),
        cancellationToken) > 0;

    public ValueTask<bool> RemoveAsync(PendingDelivery delivery, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var message = await session.QueryInt64Async(
                "DELETE FROM webhook_deliveries WHERE id = @0 AND lease = @1 RETURNING message_id", [delivery.Id, delivery.Lease]);
            if (message is null)
            {
                return false;
            }

            await session.ExecuteAsync(
                "DELETE FROM webhook_messages WHERE id = @0 AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE message_id = @0)", message);
            return true;
        },
        cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, long>> SweepAsync(CancellationToken cancellationToken) => database.WriteAsync<IReadOnlyDictionary<string, long>>(
        async session =>
        {
            // A change that overlapped with the disabling of a webhook may have listed its event for it.
            await session.ExecuteAsync(
                "DELETE FROM webhook_deliveries WHERE webhook_id IN (SELECT id FROM webhooks WHERE status <> @0)", (long)WebhookStatus.Active);

            // Webhooks that were deleted or disabled left these behind, and hosts that ended the last two deliveries at the same time.
            await session.ExecuteAsync(
                "DELETE FROM webhook_messages WHERE NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.message_id = webhook_messages.id)");
            var dropped = await session.QueryAsync(
                "SELECT webhook_id, dropped FROM webhooks WHERE dropped > 0", static row => (row.GetString(0), row.GetInt64(1)), []);
            if (dropped.Count > 0)
            {
                await session.ExecuteAsync("UPDATE webhooks SET dropped = 0 WHERE dropped > 0");
            }

            return dropped.ToDictionary(row => row.Item1, row => row.Item2);
        },
        cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
