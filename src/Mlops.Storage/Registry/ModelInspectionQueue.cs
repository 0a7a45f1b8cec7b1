using Mlops.Storage.Relational;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Registry;

/// <summary>
/// The table of waiting inspections. A lease is a random text: only who still has it may end, extend or give back the inspection, so a
/// host that was believed dead can't write over the work of its successor.
/// </summary>
internal sealed class ModelInspectionQueue(IRelationalDatabase database, TimeProvider time) : IModelInspectionQueue
{
    private const string Due = "SELECT version_id FROM model_inspections WHERE next_attempt <= @0 AND lease_until <= @0 ORDER BY next_attempt, version_id LIMIT 1";

    public async ValueTask<PendingInspection?> TakeAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        // Looking costs no write: most of the time nothing is due.
        if (await database.ReadAsync(session => session.QueryInt64Async(Due, [Now()]), cancellationToken) is null)
        {
            return null;
        }

        var token = Guid.NewGuid().ToString("N");
        return await database.WriteAsync(
            async session =>
            {
                var now = Now();
                var taken = await session.QueryInt64Async(
                    $"""
                    UPDATE model_inspections SET attempts = attempts + 1, lease = @1, lease_until = @2
                    WHERE version_id = ({Due}) AND lease_until <= @0 RETURNING version_id
                    """,
                    [now, token, now + (long)lease.TotalMilliseconds]);
                return taken is not { } id ? null : await session.QueryFirstAsync(
                    """
                    SELECT w.path, m.name, v.version, v.storage_location, i.attempts, i.lease FROM model_inspections i
                    JOIN model_versions v ON v.id = i.version_id JOIN registered_models m ON m.id = v.model_id JOIN workspaces w ON w.id = m.workspace_id
                    WHERE i.version_id = @0
                    """,
                    static row => new PendingInspection(
                        row.GetString(0), row.GetString(1), RegistryRows.Number(row.GetInt64(2)), row.GetString(3), (int)row.GetInt64(4), row.GetString(5)),
                    [id]);
            },
            cancellationToken);
    }

    public async ValueTask<bool> RenewAsync(PendingInspection inspection, TimeSpan lease, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE model_inspections SET lease_until = @1 WHERE lease = @0", inspection.Lease, Now() + (long)lease.TotalMilliseconds),
        cancellationToken) > 0;

    public async ValueTask<bool> PostponeAsync(PendingInspection inspection, TimeSpan delay, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE model_inspections SET next_attempt = @1, lease = NULL, lease_until = 0 WHERE lease = @0", inspection.Lease, Now() + (long)delay.TotalMilliseconds),
        cancellationToken) > 0;

    public async ValueTask<bool> ReturnAsync(PendingInspection inspection, CancellationToken cancellationToken) => await database.WriteAsync(
        session => session.ExecuteAsync(
            "UPDATE model_inspections SET attempts = attempts - 1, lease = NULL, lease_until = 0 WHERE lease = @0", inspection.Lease),
        cancellationToken) > 0;

    public ValueTask<ModelVersion?> CompleteAsync(PendingInspection inspection, InspectionResult result, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var id = await session.QueryInt64Async("DELETE FROM model_inspections WHERE lease = @0 RETURNING version_id", [inspection.Lease]);
            if (id is not { } version)
            {
                return null;
            }

            await session.ExecuteAsync(
                "UPDATE model_versions SET status = @1, status_message = @2, last_updated_time = @3 WHERE id = @0",
                version, (int)result.Status, result.StatusMessage, Now());
            if (result.TagPrefix is { } prefix)
            {
                await session.ExecuteAsync(
                    "DELETE FROM model_version_tags WHERE version_id = @0 AND substr(key, 1, CAST(@2 AS INTEGER)) = @1", version, prefix, prefix.Length);
            }

            foreach (var (key, value) in result.Tags)
            {
                await TagRows.SetAsync(session, TagRows.Versions, version, key, value);
            }

            return await ModelVersionReader.ReadAsync(session, version);
        },
        cancellationToken);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
