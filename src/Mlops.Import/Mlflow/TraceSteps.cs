using Mlops.Storage.Traces;
using Mlops.Tracking.Traces;

namespace Mlops.Import.Mlflow;

internal sealed class TraceStep() : TableStep(
    "trace_info", "traces", 1,
    "request_id", "experiment_id", "timestamp_ms", "execution_time_ms", "status", new SourceColumn("client_request_id", "NULL"), new SourceColumn("request_preview", "NULL"),
    new SourceColumn("response_preview", "NULL"))
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var experiments = await session.ExperimentsAsync(rows.Select(row => session.Options.ExperimentOf(row.Integer(1))));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            var experiment = session.Options.ExperimentOf(row.Integer(1));
            if (experiments.TryGetValue(experiment, out var workspace))
            {
                added.Add(
                [
                    row.Text(0), workspace, experiment, row.Integer(2), row.IntegerOrNull(3), TraceStatus.Text(TraceStatus.State(row.Text(4))), row.TextOrNull(5), row.TextOrNull(6),
                    row.TextOrNull(7),
                ]);
            }
        }

        await session.InsertAsync(
            "traces (trace_id, workspace_id, experiment_id, timestamp_ms, execution_time_ms, status, client_request_id, request_preview, response_preview)", added);
        return added.Count;
    }
}

/// <summary>What hangs on a trace. In the order of traces, so that a batch has few of them.</summary>
/// <param name="table">The table in MLflow's database.</param>
/// <param name="target">The table here.</param>
internal abstract class TraceEntryStep(string table, string target) : TableStep(table, target, 2, $"{table}.request_id", $"{table}.key", $"{table}.value", "i.experiment_id")
{
    protected override string From => $"{Table} LEFT JOIN trace_info i ON i.request_id = {Table}.request_id";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var traces = await session.TracesAsync(rows, trace: 0, experiment: 3);
        return await WriteAsync(session, [.. rows.Where(row => traces.ContainsKey(row.Text(0))).Select(row => (traces[row.Text(0)], row))]);
    }

    protected abstract ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<(long Trace, SourceRow Row)> rows);
}

/// <summary>Tags and metadata.</summary>
internal sealed class TraceTextStep(string table, string target) : TraceEntryStep(table, target)
{
    private readonly string _target = target;

    protected override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<(long Trace, SourceRow Row)> rows)
    {
        await session.InsertAsync(
            $"{_target} (trace, key, value)",
            [.. rows.Select(row => new object?[] { row.Trace, row.Row.Text(1), row.Row.Text(1) == TraceNames.ArtifactLocation ? session.Options.UriOf(row.Row.Text(2)) : row.Row.Text(2) })]);
        return rows.Count;
    }
}

/// <summary>The tokens of whole traces.</summary>
internal sealed class TraceMetricStep() : TraceEntryStep("trace_metrics", "trace_metrics")
{
    protected override string Condition => "trace_metrics.value IS NOT NULL";

    protected override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<(long Trace, SourceRow Row)> rows)
    {
        object?[][] added = [.. rows.Where(static row => double.IsFinite(row.Row.Number(2))).Select(static row => new object?[] { row.Trace, row.Row.Text(1), row.Row.Number(2) })];
        await session.InsertAsync("trace_metrics (trace, key, value)", added);
        return added.Length;
    }
}

/// <summary>The tokens of whole traces where MLflow was too old to sum them up: what their metadata say.</summary>
internal sealed class TraceUsageStep() : TraceEntryStep("trace_request_metadata", "(SELECT DISTINCT trace FROM trace_metrics) t")
{
    public override string Name => "trace_request_metadata (tokens)";

    protected override string Condition => $"trace_request_metadata.key = '{TraceNames.TokenUsage}'";

    public override bool IsIn(SourceDatabase source) => base.IsIn(source) && !source.Has("trace_metrics");

    protected override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<(long Trace, SourceRow Row)> rows)
    {
        var usages = rows.Select(static row => (row.Trace, Tokens: TraceUsage.Read(row.Row.Text(2), TraceNames.TokenKeys))).Where(static usage => usage.Tokens.Count > 0).ToArray();
        await session.InsertAsync("trace_metrics (trace, key, value)", [.. usages.SelectMany(static usage => usage.Tokens.Select(token => new object?[] { usage.Trace, token.Key, token.Value }))]);
        return usages.Length;
    }
}
