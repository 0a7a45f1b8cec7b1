using System.Text.Json.Nodes;
using Mlops.Storage.Relational;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Webhooks;

/// <summary>
/// Lists an event for the webhooks that are told of it, in the transaction of the change. Where nobody is, all it costs is looking.
/// </summary>
internal sealed class WebhookOutbox(WorkspaceTable workspaces, TimeProvider time)
{
    /// <summary>How many deliveries may wait for one webhook; further events are counted and dropped.</summary>
    public const int MaxWaiting = 10_000;

    // What carries the prompt tag is a prompt: its changes are other events than those of a model.
    private static readonly string Subscribers =
        $"""
        SELECT w.id, e.entity, CASE WHEN EXISTS (
            SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = w.id LIMIT 1 OFFSET {MaxWaiting - 1}) THEN 1 ELSE 0 END
        FROM webhooks w JOIN webhook_events e ON e.webhook_id = w.id
        WHERE w.workspace_id = @0 AND w.status = {(int)WebhookStatus.Active} AND e.action = @4 AND e.entity = CASE WHEN EXISTS (
            SELECT 1 FROM registered_models m JOIN registered_model_tags t ON t.model_id = m.id
            WHERE m.workspace_id = @0 AND m.name = @1 AND t.key = 'mlflow.prompt.is_prompt' AND lower(t.value) = 'true') THEN @3 ELSE @2 END
        """;

    /// <summary>Lists an event about a model or prompt.</summary>
    /// <param name="session">The transaction of the change.</param>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's or prompt's name.</param>
    /// <param name="ofModel">What changed if it is a model; <see cref="WebhookEntity.Unspecified"/> where models have no such
    /// event.</param>
    /// <param name="ofPrompt">What changed if it is a prompt.</param>
    /// <param name="action">What happened to it.</param>
    /// <param name="data">Makes the payload's data, given whether it is a prompt.</param>
    public async ValueTask AddAsync(
        RelationalSession session, string workspace, string name, WebhookEntity ofModel, WebhookEntity ofPrompt, WebhookAction action, Func<bool, JsonObject> data)
    {
        var subscribers = await session.QueryAsync(
            Subscribers,
            static row => (Id: row.GetInt64(0), Entity: (WebhookEntity)row.GetInt64(1), Full: row.GetInt64(2) != 0),
            [await workspaces.FindAsync(session, workspace), name, (long)ofModel, (long)ofPrompt, (long)action]);
        if (subscribers.Count == 0)
        {
            return;
        }

        var entity = subscribers[0].Entity;
        var waiting = subscribers.Where(webhook => !webhook.Full).Select(webhook => webhook.Id).ToList();
        if (waiting.Count > 0)
        {
            var now = time.GetUtcNow();
            var message = await session.QueryInt64Async(
                "INSERT INTO webhook_messages (body) VALUES (@0) RETURNING id",
                [WebhookPayload.Write(new WebhookEvent(entity, action), workspace, now, data(entity == ofPrompt))]);
            var (where, ids) = IdList.Of(waiting);
            await session.ExecuteAsync(
                $"""
                INSERT INTO webhook_deliveries (webhook_id, message_id, attempts, next_attempt, lease_until)
                SELECT id, @1, 0, @2, 0 FROM webhooks WHERE id {where}
                """,
                ids, message, now.ToUnixTimeMilliseconds());
        }

        if (waiting.Count < subscribers.Count)
        {
            var (where, ids) = IdList.Of([.. subscribers.Where(webhook => webhook.Full).Select(webhook => webhook.Id)]);
            await session.ExecuteAsync($"UPDATE webhooks SET dropped = dropped + 1 WHERE id {where}", ids);
        }
    }
}
