using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Webhooks;

/// <summary>Finds and reads webhooks within a workspace.</summary>
internal sealed class WebhookReader(WorkspaceTable workspaces)
{
    /// <summary>The number of a webhook's row.</summary>
    public async ValueTask<long> FindAsync(RelationalSession session, string workspace, string webhookId) =>
        await session.QueryInt64Async(
            "SELECT id FROM webhooks WHERE webhook_id = @1 AND workspace_id = @0", [await workspaces.FindAsync(session, workspace), webhookId])
        ?? throw MlflowException.ResourceDoesNotExist($"Webhook with ID {webhookId} not found.");

    /// <summary>Reads one webhook.</summary>
    public static async ValueTask<Webhook> ReadAsync(RelationalSession session, long id) => (await ReadAsync(session, [id]))[0];

    /// <summary>Reads webhooks in the order of their numbers given: two queries, however many there are.</summary>
    public static async ValueTask<IReadOnlyList<Webhook>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var (where, parameter) = IdList.Of(ids);
        var events = (await session.QueryAsync(
            $"SELECT webhook_id, entity, action FROM webhook_events WHERE webhook_id {where}",
            static row => (Id: row.GetInt64(0), Event: new WebhookEvent((WebhookEntity)row.GetInt64(1), (WebhookAction)row.GetInt64(2))),
            [parameter])).ToLookup(row => row.Id, row => row.Event);
        var webhooks = (await session.QueryAsync(
            $"SELECT id, webhook_id, name, description, url, status, creation_time, last_updated_time FROM webhooks WHERE id {where}",
            row => (Id: row.GetInt64(0), Webhook: new Webhook
            {
                WebhookId = row.GetString(1),
                Name = row.GetString(2),
                Description = row.IsDBNull(3) ? null : row.GetString(3),
                Url = row.GetString(4),
                Events = [.. events[row.GetInt64(0)].OrderBy(@event => @event.ToString(), StringComparer.Ordinal)],
                Status = (WebhookStatus)row.GetInt64(5),
                CreationTimestamp = row.GetInt64(6),
                LastUpdatedTimestamp = row.GetInt64(7),
            }),
            [parameter])).ToDictionary(row => row.Id, row => row.Webhook);
        return [.. ids.Select(id => webhooks[id])];
    }
}
