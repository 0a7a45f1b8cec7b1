using Mlops.Storage.PostgreSql;

namespace Mlops.Import.Mlflow;

/// <summary>Adds experiments under the numbers that they had.</summary>
internal static class ImportedExperiments
{
    private const string Columns = "id, workspace_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time";
    private const int CreationTime = 5;

    public static async ValueTask InsertAsync(ImportSession session, IReadOnlyList<object?[]> experiments)
    {
        if (session.Session is not PostgreSqlSession)
        {
            await session.InsertAsync($"experiments ({Columns})", experiments);
        }
        else if (experiments.Count > 0)
        {
            var current = await session.Session.QueryInt64Async("SELECT current_metric_group()", []) ?? 1;
            await session.InsertAsync($"experiments ({Columns}, metric_group)", [.. experiments.Select(values => (object?[])[.. values, Group((long)values[CreationTime]!, current)])]);
            // A sequence does not see numbers that it did not give.
            await session.Session.ExecuteAsync("SELECT setval(pg_get_serial_sequence('experiments', 'id'), (SELECT max(id) FROM experiments))");
        }
    }

    /// <summary>
    /// The month in which an experiment was created, as the schema counts them. Its points go into that month's partition, and with it when
    /// old experiments are dropped, as if it had always been here.
    /// </summary>
    private static long Group(long creationTime, long current)
    {
        if (creationTime <= 0 || creationTime > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return current;
        }

        var created = DateTimeOffset.FromUnixTimeMilliseconds(creationTime);
        return Math.Clamp((12L * (created.Year - 2020)) + created.Month, 1, current);
    }
}
