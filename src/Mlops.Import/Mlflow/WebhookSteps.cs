using System.Globalization;
using Mlops.Tracking.Webhooks;

namespace Mlops.Import.Mlflow;

/// <summary>
/// Webhooks but for those that were deleted, which MLflow only marks. One whose secret can't be read must not go on without signing what it
/// says, so it is disabled.
/// </summary>
internal sealed class WebhookStep() : TableStep(
    "webhooks", "webhooks", 1,
    "webhook_id", new SourceColumn("workspace", "'default'"), "name", "description", "url", "status", "secret", "creation_timestamp", "last_updated_timestamp")
{
    protected override string Condition => "deleted_timestamp IS NULL";

    public override string? Note(long checksum) => checksum == 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{checksum} of the webhooks came without a secret, since {FernetKey.Variable} was not set or their secrets are under another key. They are disabled until they are given new ones.");

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        var lost = 0;
        foreach (var row in rows)
        {
            var had = row.TextOrNull(6) is { Length: > 0 };
            var secret = had ? session.Options.Secrets?.Move(row.Text(0), row.Text(6)) : null;
            var isLost = had && secret is null;
            lost += isLost ? 1 : 0;
            added.Add(
            [
                row.Text(0), await session.WorkspaceAsync(row.Text(1)), row.Text(2), row.TextOrNull(3), row.Text(4),
                (long)(isLost || row.Text(5) == "DISABLED" ? WebhookStatus.Disabled : WebhookStatus.Active), secret, row.Integer(7), row.IntegerOrNull(8) ?? row.Integer(7), 0L,
            ]);
        }

        await session.InsertAsync("webhooks (webhook_id, workspace_id, name, description, url, status, secret, creation_time, last_updated_time, dropped)", added);
        return new ImportedRows(added.Count, lost);
    }
}

internal sealed class WebhookEventStep() : TableStep("webhook_events", "webhook_events", 3, "webhook_id", "entity", "action")
{
    protected override string Condition => "webhook_id IN (SELECT w.webhook_id FROM webhooks w WHERE w.deleted_timestamp IS NULL)";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var webhooks = await session.WebhooksAsync(rows.Select(static row => row.Text(0)));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (webhooks.TryGetValue(row.Text(0), out var webhook) && Number<WebhookEntity>(row.Text(1)) is { } entity && Number<WebhookAction>(row.Text(2)) is { } action)
            {
                added.Add([webhook, entity, action]);
            }
        }

        await session.InsertAsync("webhook_events (webhook_id, entity, action)", added);
        return added.Count;
    }

    private static long? Number<TEnum>(string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? Convert.ToInt64(known, CultureInfo.InvariantCulture)
            : null;
}
