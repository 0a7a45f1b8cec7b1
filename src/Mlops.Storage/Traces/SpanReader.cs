using Mlops.Storage.Relational;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>Reads the spans of traces.</summary>
internal static class SpanReader
{
    /// <summary>The spans of each trace, roots first, then in order of their start.</summary>
    public static async ValueTask<IReadOnlyDictionary<long, List<Span>>> ReadAsync(
        RelationalSession session, IReadOnlyList<long> ids, IReadOnlyList<TraceInfo> traces)
    {
        var found = new Dictionary<long, (string TraceId, List<Span> Spans)>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            found.Add(ids[i], (traces[i].TraceId, []));
        }

        if (ids.Count > 0)
        {
            var (where, parameter) = IdList.Of(ids);
            await session.ForEachAsync(
                $"""
                SELECT trace, span_id, parent_span_id, name, type, status, start_time_ns, end_time_ns, model_name, model_provider, content
                FROM spans WHERE trace {where} ORDER BY trace, parent_span_id IS NOT NULL, start_time_ns, id
                """,
                found,
                static (found, row) =>
                {
                    var (traceId, spans) = found[row.GetInt64(0)];
                    spans.Add(new Span
                    {
                        TraceId = traceId,
                        SpanId = row.GetString(1),
                        ParentSpanId = TextOrNull(row, 2),
                        Name = row.GetString(3),
                        Type = TextOrNull(row, 4),
                        Status = TraceStatus.Status(row.GetString(5)),
                        StartTimeUnixNano = row.GetInt64(6),
                        EndTimeUnixNano = row.IsDBNull(7) ? null : row.GetInt64(7),
                        ModelName = TextOrNull(row, 8),
                        ModelProvider = TextOrNull(row, 9),
                        Content = row.GetString(10),
                    });
                },
                [parameter]);
        }

        return found.ToDictionary(static trace => trace.Key, static trace => trace.Value.Spans);
    }

    private static string? TextOrNull(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
