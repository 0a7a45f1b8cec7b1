namespace Mlops.Import.Mlflow;

internal sealed class DatasetStep() : TableStep(
    "datasets", "datasets", 3, "experiment_id", "name", "digest", "dataset_source_type", "dataset_source", "dataset_schema", "dataset_profile")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var experiments = await session.ExperimentsAsync(rows.Select(row => session.Options.ExperimentOf(row.Integer(0))));
        var added = rows.Where(row => experiments.ContainsKey(session.Options.ExperimentOf(row.Integer(0)))).Select(row => new object?[]
        {
            session.Options.ExperimentOf(row.Integer(0)), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.TextOrNull(5), row.TextOrNull(6),
        }).ToArray();
        await session.InsertAsync("datasets (experiment_id, name, digest, source_type, source, schema, profile)", added);
        return added.Length;
    }

    /// <summary>The number of a dataset, or null.</summary>
    public static async ValueTask<long?> FindAsync(ImportSession session, SourceRow row, int experiment) => row[experiment] is null
        ? null
        : await session.Session.QueryInt64Async(
            "SELECT id FROM datasets WHERE experiment_id = @0 AND name = @1 AND digest = @2",
            [session.Options.ExperimentOf(row.Integer(experiment)), row.Text(experiment + 1), row.Text(experiment + 2)]);
}

internal sealed class RunDatasetStep() : TableStep(
    "inputs", "run_datasets", 4,
    "inputs.source_type", "inputs.source_id", "inputs.destination_type", "inputs.destination_id", "d.experiment_id", "d.name", "d.digest")
{
    public override string Name => "inputs (datasets)";

    protected override string Condition => "inputs.source_type = 'DATASET' AND inputs.destination_type = 'RUN'";

    protected override string From => "inputs LEFT JOIN datasets d ON d.dataset_uuid = inputs.source_id";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(3)));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (runs.TryGetValue(row.Text(3), out var run) && await DatasetStep.FindAsync(session, row, 4) is { } dataset)
            {
                added.Add([run.Id, dataset]);
            }
        }

        await session.InsertAsync("run_datasets (run, dataset_id)", added);
        return added.Count;
    }
}

internal sealed class RunDatasetTagStep() : TableStep(
    "input_tags", "run_dataset_tags", 2,
    "input_tags.input_uuid", "input_tags.name", "input_tags.value", "i.destination_id", "d.experiment_id", "d.name", "d.digest")
{
    protected override string From =>
        "input_tags LEFT JOIN inputs i ON i.input_uuid = input_tags.input_uuid AND i.source_type = 'DATASET' AND i.destination_type = 'RUN' LEFT JOIN datasets d ON d.dataset_uuid = i.source_id";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(3)));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (runs.TryGetValue(row.Text(3), out var run) && await DatasetStep.FindAsync(session, row, 4) is { } dataset)
            {
                added.Add([run.Id, dataset, row.Text(1), row.Text(2)]);
            }
        }

        await session.InsertAsync("run_dataset_tags (run, dataset_id, key, value)", added);
        return added.Count;
    }
}

/// <summary>The logged models that runs read and made.</summary>
internal sealed class RunModelStep() : TableStep(
    "inputs", "run_models", 4, "source_type", "source_id", "destination_type", "destination_id", new SourceColumn("step", "0"))
{
    public override string Name => "inputs (models)";

    protected override string Condition => "(source_type = 'RUN_INPUT' AND destination_type = 'MODEL_INPUT' OR source_type = 'RUN_OUTPUT' AND destination_type = 'MODEL_OUTPUT')";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(1)));
        var added = rows.Where(row => runs.ContainsKey(row.Text(1)))
            .Select(row => new object?[] { runs[row.Text(1)].Id, row.Text(0) == "RUN_OUTPUT" ? 1L : 0L, row.Text(3), row.Integer(4) }).ToArray();
        await session.InsertAsync("run_models (run, role, model_id, step)", added);
        return added.Length;
    }
}
