using Mlops.Storage.Access;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>
/// Writes the spans of one request inside a transaction: a few statements a table, however many traces and spans there are.
/// </summary>
internal sealed class SpanWriter(RelationalSession session, long workspaceId, ExperimentRow experiment, ResourceReader? writer)
{
    private const int MaxListed = 500;

    /// <summary>Spans only ever widen the times of a trace, and not once its client has told of it.</summary>
    private const string OnKnownTrace =
        $"""
        ON CONFLICT (workspace_id, trace_id) DO UPDATE SET
            timestamp_ms = CASE WHEN excluded.timestamp_ms < t.timestamp_ms AND NOT {IsFinalized} THEN excluded.timestamp_ms ELSE t.timestamp_ms END,
            execution_time_ms = CASE WHEN excluded.execution_time_ms IS NULL OR {IsFinalized} THEN t.execution_time_ms
                ELSE CASE WHEN t.timestamp_ms + COALESCE(t.execution_time_ms, 0) > excluded.timestamp_ms + excluded.execution_time_ms
                        THEN t.timestamp_ms + COALESCE(t.execution_time_ms, 0) ELSE excluded.timestamp_ms + excluded.execution_time_ms END
                    - CASE WHEN excluded.timestamp_ms < t.timestamp_ms THEN excluded.timestamp_ms ELSE t.timestamp_ms END END,
            status = CASE WHEN excluded.status <> 'IN_PROGRESS' AND t.status IN ('IN_PROGRESS', 'STATE_UNSPECIFIED') THEN excluded.status ELSE t.status END,
            request_preview = COALESCE(t.request_preview, excluded.request_preview),
            response_preview = COALESCE(t.response_preview, excluded.response_preview)
        """;

    private const string IsFinalized = $"EXISTS (SELECT 1 FROM trace_metadata m WHERE m.trace = t.id AND m.key = '{TraceNames.InfoFinalized}')";

    private const string OnKnownSpan =
        """
        ON CONFLICT (trace, span_id) DO UPDATE SET
            parent_span_id = excluded.parent_span_id, name = excluded.name, type = excluded.type, status = excluded.status,
            start_time_ns = excluded.start_time_ns, end_time_ns = excluded.end_time_ns,
            model_name = excluded.model_name, model_provider = excluded.model_provider, content = excluded.content
        """;

    private readonly Dictionary<string, long> _traces = new(StringComparer.Ordinal);

    public async ValueTask WriteAsync(SpanBatch batch)
    {
        await WriteTracesAsync(batch);
        await WriteSpansAsync(batch);
        await WriteLabelsAsync(batch);
        await WriteSpanMetricsAsync(batch);
        var changed = await TraceSums.ChangedAsync(session, _traces.Values, batch.Traces.Where(HasMetrics).Select(trace => _traces[trace.TraceId]));
        if (changed.Count > 0)
        {
            await new TraceSums(session).WriteAsync(changed);
        }
    }

    private static bool HasMetrics(SpansOfTrace trace) => trace.Spans.Any(static span => span.Metrics.Count > 0);

    private async ValueTask WriteTracesAsync(SpanBatch batch)
    {
        await RowBatch.InsertAsync(
            session,
            "INSERT INTO traces AS t (trace_id, workspace_id, experiment_id, timestamp_ms, execution_time_ms, status, request_preview, response_preview)",
            [
                .. batch.Traces.Select(trace => new object?[]
                {
                    trace.TraceId, workspaceId, experiment.Id, trace.Start, trace.Duration, TraceStatus.Text(trace.State), trace.RequestPreview, trace.ResponsePreview,
                }),
            ],
            OnKnownTrace);
        foreach (var some in batch.Traces.Select(static trace => trace.TraceId).Chunk(MaxListed))
        {
            var (where, parameters) = TextList.Of(some, workspaceId);
            await session.ForEachAsync(
                $"SELECT id, trace_id FROM traces WHERE workspace_id = @0 AND trace_id {where}", _traces,
                static (traces, row) => traces[row.GetString(1)] = row.GetInt64(0), parameters);
            if (writer is not null)
            {
                await RefuseOthersAsync(writer, where, parameters);
            }
        }
    }

    /// <summary>
    /// Refuses traces that appeared in another's experiment since their writer was asked about: their rows are this transaction's by now.
    /// </summary>
    private async ValueTask RefuseOthersAsync(ResourceReader reader, string where, object?[] parameters)
    {
        var next = parameters.Length;
        var closed = await session.QueryInt64Async(
            $"""
            SELECT t.id FROM traces t WHERE t.workspace_id = @0 AND t.trace_id {where}
            AND NOT ({ReaderSql.MayEdit(reader, "t", ParameterNames.At(next), ParameterNames.At(next + 1))}) LIMIT 1
            """,
            [.. parameters, reader.UserId, (long)reader.Otherwise]);
        if (closed is not null)
        {
            throw MlflowException.PermissionDenied("Permission denied.");
        }
    }

    private ValueTask WriteSpansAsync(SpanBatch batch) => RowBatch.InsertAsync(
        session,
        "INSERT INTO spans (trace, span_id, parent_span_id, name, type, status, start_time_ns, end_time_ns, model_name, model_provider, content)",
        [
            .. from trace in batch.Traces
               from span in trace.Spans
               select new object?[]
               {
                   _traces[trace.TraceId], span.SpanId, span.ParentSpanId, span.Name, span.Type, TraceStatus.Text(span.Status),
                   span.StartTimeUnixNano, span.EndTimeUnixNano, span.ModelName, span.ModelProvider, span.Content,
               },
        ],
        OnKnownSpan);

    private async ValueTask WriteLabelsAsync(SpanBatch batch)
    {
        await TraceRows.SetTagsAsync(session, batch.Traces.Select(trace => (_traces[trace.TraceId], TraceNames.SpansLocation, TraceNames.TrackingStore)));
        await TraceRows.AddTagsAsync(session, batch.Traces.Select(trace => (
            _traces[trace.TraceId], TraceNames.ArtifactLocation, ArtifactUri.Append(experiment.ArtifactLocation, $"traces/{trace.TraceId}/artifacts"))));
        await TraceRows.AddMetadataAsync(
            session,
            batch.Traces.Where(static trace => trace.SessionId is not null).Select(trace => (_traces[trace.TraceId], TraceNames.Session, trace.SessionId!))
                .Concat(batch.Traces.Where(static trace => trace.UserId is not null).Select(trace => (_traces[trace.TraceId], TraceNames.User, trace.UserId!))));
    }

    private async ValueTask WriteSpanMetricsAsync(SpanBatch batch)
    {
        var rows = new List<object?[]>();
        foreach (var trace in batch.Traces)
        {
            foreach (var some in trace.Spans.Where(static span => span.Metrics.Count > 0).Chunk(MaxListed))
            {
                var ids = new Dictionary<string, long>(StringComparer.Ordinal);
                var (where, parameters) = TextList.Of([.. some.Select(static span => span.SpanId)], _traces[trace.TraceId]);
                await session.ForEachAsync(
                    $"SELECT id, span_id FROM spans WHERE trace = @0 AND span_id {where}", ids,
                    static (ids, row) => ids[row.GetString(1)] = row.GetInt64(0), parameters);
                rows.AddRange(some.SelectMany(span => span.Metrics.Select(metric => new object?[] { ids[span.SpanId], metric.Key, metric.Value })));
            }
        }

        await RowBatch.InsertAsync(
            session, "INSERT INTO span_metrics (span, key, value)", rows, "ON CONFLICT (span, key) DO UPDATE SET value = excluded.value");
    }
}
