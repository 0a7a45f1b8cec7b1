using System.Text.Json;
using Mlops.Storage.Relational;
using Mlops.Storage.Traces;
using Mlops.Tracking.Traces;

namespace Mlops.Import.Mlflow;

/// <summary>
/// Spans, with the tokens that their contents tell of: those that come later to the same trace are summed up together with them.
/// </summary>
internal sealed class SpanStep() : TableStep(
    "spans", "spans", 2, "trace_id", "span_id", "experiment_id", "parent_span_id", "name", "type", "status", "start_time_unix_nano", "end_time_unix_nano", "content")
{
    private const string Model = "mlflow.llm.model";
    private const string ModelProvider = "mlflow.llm.provider";
    private const string TokenUsage = "mlflow.chat.tokenUsage";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var traces = await session.TracesAsync(rows, trace: 0, experiment: 2);
        var added = new List<object?[]>(rows.Count);
        long checksum = 0;
        var tokens = new List<(long Trace, string Span, KeyValuePair<string, double> Metric)>();
        foreach (var row in rows)
        {
            if (!traces.TryGetValue(row.Text(0), out var trace) || !SourceJson.TryRead(row.TextOrNull(9), out var content, out var span))
            {
                continue;
            }

            var attributes = span.ValueKind == JsonValueKind.Object && span.TryGetProperty("attributes", out var found) ? found : default;
            added.Add(
            [
                trace, row.Text(1), row.TextOrNull(3), row.Text(4), row.TextOrNull(5), TraceStatus.Text(TraceStatus.Status(row.Text(6))), row.Integer(7), row.IntegerOrNull(8),
                Text(attributes, Model), Text(attributes, ModelProvider), content,
            ]);
            checksum = unchecked(checksum + SpanCheck.Checksum(
                row.Text(0), row.Text(1), row.TextOrNull(3), row.Text(4), row.Integer(7), row.IntegerOrNull(8), content));
            tokens.AddRange(TraceUsage.Read(SourceJson.Member(attributes, TokenUsage) ?? "", TraceNames.TokenKeys).Select(metric => (trace, row.Text(1), metric)));
        }

        await session.InsertAsync("spans (trace, span_id, parent_span_id, name, type, status, start_time_ns, end_time_ns, model_name, model_provider, content)", added);
        if (tokens.Count > 0)
        {
            var spans = await session.SpansAsync(tokens.Select(static token => token.Trace));
            await session.InsertAsync(
                "span_metrics (span, key, value)", [.. tokens.Select(token => new object?[] { spans[(token.Trace, token.Span)], token.Metric.Key, token.Metric.Value })]);
        }

        return new ImportedRows(added.Count, checksum);
    }

    public override async Task<(long Count, long? Checksum)> ReadBackAsync(IRelationalDatabase database, CancellationToken cancellationToken) =>
        await SpanCheck.CountAsync(database, cancellationToken);

    // Attributes are texts that hold JSON.
    private static string? Text(JsonElement attributes, string key) =>
        SourceJson.TryRead(SourceJson.Member(attributes, key), out _, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

/// <summary>What spans cost.</summary>
internal sealed class SpanMetricStep() : TableStep(
    "span_metrics", $"span_metrics WHERE {NoTokens}", 3, "span_metrics.trace_id", "span_metrics.span_id", "span_metrics.key", "span_metrics.value", "i.experiment_id")
{
    // Those are read from the spans themselves.
    private static readonly string NoTokens = $"key NOT IN ({string.Join(", ", TraceNames.TokenKeys.Select(static key => $"'{key}'"))})";

    protected override string Condition => $"span_metrics.value IS NOT NULL AND span_metrics.{NoTokens}";

    protected override string From => "span_metrics LEFT JOIN trace_info i ON i.request_id = span_metrics.trace_id";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var traces = await session.TracesAsync(rows, trace: 0, experiment: 4);
        var spans = await session.SpansAsync(traces.Values);
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (traces.TryGetValue(row.Text(0), out var trace) && spans.TryGetValue((trace, row.Text(1)), out var span) && double.IsFinite(row.Number(3)))
            {
                added.Add([span, row.Text(2), row.Number(3)]);
            }
        }

        await session.InsertAsync("span_metrics (span, key, value)", added);
        return added.Count;
    }
}
