using System.Data.Common;
using Mlops.Storage.Assessments;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>Reads whole traces by their numbers: one query a table, however many traces a page has.</summary>
internal static class TraceReader
{
    private const string Columns =
        "id, trace_id, experiment_id, timestamp_ms, execution_time_ms, status, client_request_id, request_preview, response_preview";

    public static async ValueTask<TraceInfo> ReadAsync(RelationalSession session, long id) => (await ReadAsync(session, [id]))[0];

    public static async ValueTask<IReadOnlyList<TraceInfo>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var traces = ids.ToDictionary(static id => id, static _ => new Parts());
        var (where, parameter) = IdList.Of(ids);
        await session.ForEachAsync(
            $"SELECT {Columns} FROM traces WHERE id {where}", traces,
            static (traces, row) => traces[row.GetInt64(0)].Info = ReadInfo(row), [parameter]);
        await session.ForEachAsync(
            $"SELECT trace, key, value FROM trace_metadata WHERE trace {where} ORDER BY trace, key", traces,
            static (traces, row) => traces[row.GetInt64(0)].Metadata[row.GetString(1)] = row.GetString(2), [parameter]);
        await session.ForEachAsync(
            $"SELECT trace, key, value FROM trace_tags WHERE trace {where} ORDER BY trace, key", traces,
            static (traces, row) => traces[row.GetInt64(0)].Tags[row.GetString(1)] = row.GetString(2), [parameter]);
        await AssessmentRows.ReadAsync(session, where, parameter, traces, static (traces, trace, assessment) => traces[trace].Assessments.Add(assessment));
        return [.. ids.Select(id => traces[id].ToInfo())];
    }

    private static TraceInfo ReadInfo(DbDataReader row) => new()
    {
        TraceId = row.GetString(1),
        TraceLocation = TraceLocation.OfExperiment(ExperimentRows.Id(row.GetInt64(2))),
        RequestTime = row.GetInt64(3),
        ExecutionDuration = row.IsDBNull(4) ? null : row.GetInt64(4),
        State = TraceStatus.State(row.GetString(5)),
        ClientRequestId = TextOrNull(row, 6),
        RequestPreview = TextOrNull(row, 7),
        ResponsePreview = TextOrNull(row, 8),
    };

    private static string? TextOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private sealed class Parts
    {
        public TraceInfo? Info { get; set; }

        public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

        public List<Assessment> Assessments { get; } = [];

        public TraceInfo ToInfo() =>
            (Info ?? throw new InvalidOperationException("A trace vanished inside a transaction.")) with { TraceMetadata = Metadata, Tags = Tags, Assessments = Assessments };
    }
}
