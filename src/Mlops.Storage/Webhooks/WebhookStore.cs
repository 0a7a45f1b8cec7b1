using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Webhooks;

internal sealed class WebhookStore(IRelationalDatabase database, WorkspaceTable workspaces, WebhookReader reader, TimeProvider time) : IWebhookStore
{
    // Each change of the registry looks through a workspace's webhooks.
    private const int MaxWebhooks = 1000;

    public async ValueTask<Webhook> CreateAsync(string workspace, string webhookId, WebhookChange webhook, CancellationToken cancellationToken)
    {
        var (created, workspaceId) = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.FindAsync(session, workspace);
                if (await session.QueryInt64Async("SELECT COUNT(*) FROM webhooks WHERE workspace_id = @0", [workspaceId]) >= MaxWebhooks)
                {
                    throw MlflowException.InvalidParameterValue($"The workspace has {MaxWebhooks} webhooks, which is as many as it may have.");
                }

                workspaceId = await workspaces.GetAsync(session, workspace);
                var id = await session.QueryInt64Async(
                    """
                    INSERT INTO webhooks (webhook_id, workspace_id, name, description, url, status, secret, creation_time, last_updated_time, dropped)
                    VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @7, 0) RETURNING id
                    """,
                    [
                        webhookId, workspaceId, webhook.Name, webhook.Description, webhook.Url, (long)(webhook.Status ?? WebhookStatus.Active),
                        webhook.ProtectedSecret, Now(),
                    ])
                    ?? throw new InvalidOperationException("The database gave a webhook no number.");
                await AddEventsAsync(session, id, webhook.Events ?? []);
                return (await WebhookReader.ReadAsync(session, id), workspaceId);
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return created;
    }

    public ValueTask<Webhook> GetAsync(string workspace, string webhookId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await WebhookReader.ReadAsync(session, await reader.FindAsync(session, workspace, webhookId)), cancellationToken);

    public ValueTask<string?> GetProtectedSecretAsync(string workspace, string webhookId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.QueryFirstAsync(
            "SELECT secret FROM webhooks WHERE id = @0", static row => row.IsDBNull(0) ? null : row.GetString(0),
            [await reader.FindAsync(session, workspace, webhookId)]),
        cancellationToken);

    public ValueTask<Page<Webhook>> ListAsync(string workspace, int maxResults, long offset, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var ids = await session.QueryAsync(
                "SELECT id FROM webhooks WHERE workspace_id = @0 ORDER BY creation_time DESC, id DESC LIMIT @1 OFFSET @2",
                static row => row.GetInt64(0),
                [await workspaces.FindAsync(session, workspace), maxResults + 1L, offset]);
            var next = ids.Count > maxResults ? PageToken.Encode(offset + maxResults) : null;
            return new Page<Webhook>(await WebhookReader.ReadAsync(session, ids[..Math.Min(ids.Count, maxResults)]), next);
        },
        cancellationToken);

    public ValueTask<Webhook> UpdateAsync(string workspace, string webhookId, WebhookChange change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var id = await reader.FindAsync(session, workspace, webhookId);
            await session.ExecuteAsync(
                """
                UPDATE webhooks SET name = COALESCE(CAST(@1 AS TEXT), name), description = COALESCE(CAST(@2 AS TEXT), description),
                    url = COALESCE(CAST(@3 AS TEXT), url), secret = COALESCE(CAST(@4 AS TEXT), secret),
                    status = COALESCE(CAST(@5 AS BIGINT), status), last_updated_time = @6
                WHERE id = @0
                """,
                id, change.Name, change.Description, change.Url, change.ProtectedSecret, (long?)change.Status, Now());
            if (change.Events is { } events)
            {
                await session.ExecuteAsync("DELETE FROM webhook_events WHERE webhook_id = @0", id);
                await AddEventsAsync(session, id, events);
            }

            if (change.Status == WebhookStatus.Disabled)
            {
                await session.ExecuteAsync("DELETE FROM webhook_deliveries WHERE webhook_id = @0", id);
            }

            return await WebhookReader.ReadAsync(session, id);
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string webhookId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session => await session.ExecuteAsync("DELETE FROM webhooks WHERE id = @0", await reader.FindAsync(session, workspace, webhookId)),
        cancellationToken);

    private static async ValueTask AddEventsAsync(RelationalSession session, long id, IReadOnlyList<WebhookEvent> events)
    {
        // At most as many as there are kinds of events.
        foreach (var @event in events)
        {
            await session.ExecuteAsync(
                "INSERT INTO webhook_events (webhook_id, entity, action) VALUES (@0, @1, @2)", id, (long)@event.Entity, (long)@event.Action);
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
