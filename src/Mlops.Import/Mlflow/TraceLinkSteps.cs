namespace Mlops.Import.Mlflow;

/// <summary>The runs that traces are linked to. A trace need not be there.</summary>
internal sealed class TraceRunStep() : TableStep("entity_associations", "trace_runs", 4, "source_type", "source_id", "destination_type", "destination_id")
{
    public override string Name => "entity_associations (runs)";

    protected override string Condition => "source_type = 'trace' AND destination_type = 'run'";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(3)));
        var experiments = await session.ExperimentsAsync(runs.Values.Select(static run => run.ExperimentId));
        var added = rows.Where(row => runs.ContainsKey(row.Text(3)))
            .Select(row => new object?[] { runs[row.Text(3)].Id, experiments[runs[row.Text(3)].ExperimentId], row.Text(1) }).ToArray();
        await session.InsertAsync("trace_runs (run, workspace_id, trace_id)", added);
        return added.Length;
    }
}

/// <summary>The versions of prompts that traces used.</summary>
internal sealed class TracePromptStep() : TableStep(
    "entity_associations", "trace_prompts", 4,
    "entity_associations.source_type", "entity_associations.source_id", "entity_associations.destination_type", "entity_associations.destination_id", "i.experiment_id")
{
    public override string Name => "entity_associations (prompts)";

    protected override string Condition => "entity_associations.source_type = 'trace' AND entity_associations.destination_type = 'prompt_version'";

    protected override string From => "entity_associations LEFT JOIN trace_info i ON i.request_id = entity_associations.source_id";

    public override bool IsIn(SourceDatabase source) => base.IsIn(source) && source.Has("trace_info");

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var traces = await session.TracesAsync(rows, trace: 1, experiment: 4);
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (traces.TryGetValue(row.Text(1), out var trace) && row.Text(3).Split('/', 2) is [var prompt, var version])
            {
                added.Add([trace, prompt, version]);
            }
        }

        await session.InsertAsync("trace_prompts (trace, prompt, version)", added);
        return added.Count;
    }
}
