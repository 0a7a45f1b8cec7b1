using Mlops.Storage.Relational;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>Finds and changes the rows of traces within a workspace.</summary>
internal sealed class TraceRows(WorkspaceTable workspaces)
{
    private const string Replace = "ON CONFLICT (trace, key) DO UPDATE SET value = excluded.value";
    private const string Keep = "ON CONFLICT (trace, key) DO NOTHING";

    /// <summary>The number of a trace's row.</summary>
    public async ValueTask<long> FindAsync(RelationalSession session, string workspace, string traceId) =>
        await session.QueryInt64Async(
            "SELECT id FROM traces WHERE workspace_id = @0 AND trace_id = @1", [await workspaces.FindAsync(session, workspace), traceId])
        ?? throw TraceService.NotFound(traceId);

    /// <summary>The rows of those traces that are known, in the order asked for, each once.</summary>
    public async ValueTask<IReadOnlyList<TraceRow>> FindAsync(RelationalSession session, string workspace, IReadOnlyList<string> traceIds)
    {
        if (traceIds.Count == 0)
        {
            return [];
        }

        var (where, parameters) = TextList.Of(traceIds, await workspaces.FindAsync(session, workspace));
        var found = new Dictionary<string, TraceRow>(StringComparer.Ordinal);
        await session.ForEachAsync(
            $"SELECT id, trace_id FROM traces WHERE workspace_id = @0 AND trace_id {where}", found,
            static (found, row) => found[row.GetString(1)] = new TraceRow(row.GetInt64(0), row.GetString(1)), parameters);
        return [.. traceIds.Distinct(StringComparer.Ordinal).Where(found.ContainsKey).Select(traceId => found[traceId])];
    }

    public static ValueTask SetTagsAsync(RelationalSession session, IEnumerable<(long Trace, string Key, string Value)> tags) =>
        WriteAsync(session, "trace_tags", tags, Replace);

    /// <summary>Sets the tags that are not there.</summary>
    public static ValueTask AddTagsAsync(RelationalSession session, IEnumerable<(long Trace, string Key, string Value)> tags) =>
        WriteAsync(session, "trace_tags", tags, Keep);

    public static ValueTask SetMetadataAsync(RelationalSession session, IEnumerable<(long Trace, string Key, string Value)> metadata) =>
        WriteAsync(session, "trace_metadata", metadata, Replace);

    /// <summary>Sets the metadata that are not there.</summary>
    public static ValueTask AddMetadataAsync(RelationalSession session, IEnumerable<(long Trace, string Key, string Value)> metadata) =>
        WriteAsync(session, "trace_metadata", metadata, Keep);

    /// <summary>Sets metrics; a key at most once per trace.</summary>
    public static ValueTask SetMetricsAsync(RelationalSession session, IEnumerable<(long Trace, string Key, double Value)> metrics) => RowBatch.InsertAsync(
        session,
        "INSERT INTO trace_metrics (trace, key, value)",
        [.. metrics.Select(static metric => new object?[] { metric.Trace, metric.Key, metric.Value })],
        Replace);

    private static ValueTask WriteAsync(
        RelationalSession session, string table, IEnumerable<(long Trace, string Key, string Value)> entries, string conflict) => RowBatch.InsertAsync(
        session,
        $"INSERT INTO {table} (trace, key, value)",
        [.. entries.Select(static entry => new object?[] { entry.Trace, entry.Key, entry.Value })],
        conflict);
}
