using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Evaluation;

namespace Mlops.Import.Mlflow;

internal sealed class EvaluationDatasetStep() : TableStep(
    "evaluation_datasets", "evaluation_datasets", 1,
    "dataset_id", new SourceColumn("workspace", "'default'"), "name", "schema", "digest", "created_time", "last_update_time", "created_by", "last_updated_by")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            added.Add(
            [
                row.Text(0), await session.WorkspaceAsync(row.Text(1)), row.Text(2), row.TextOrNull(3), 0L, row.Text(4), row.Integer(5),
                row.IntegerOrNull(6) ?? row.Integer(5), row.TextOrNull(7), row.TextOrNull(8),
            ]);
        }

        await session.InsertAsync(
            "evaluation_datasets (dataset_id, workspace_id, name, schema_json, record_count, digest, created_time, last_update_time, created_by, last_updated_by)", added);
        return added.Count;
    }
}

internal sealed class EvaluationDatasetTagStep() : TableStep("evaluation_dataset_tags", "evaluation_dataset_tags", 2, "dataset_id", "key", "value")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var datasets = await session.EvaluationDatasetsAsync(rows.Select(static row => row.Text(0)));
        var added = rows.Where(row => datasets.ContainsKey(row.Text(0))).Select(row => new object?[] { datasets[row.Text(0)], row.Text(1), row.Text(2) }).ToArray();
        await session.InsertAsync("evaluation_dataset_tags (dataset, key, value)", added);
        return added.Length;
    }
}

/// <summary>The experiments of evaluation datasets, which MLflow keeps among other associations.</summary>
internal sealed class EvaluationDatasetExperimentStep() : TableStep(
    "entity_associations", "evaluation_dataset_experiments", 4, "source_type", "source_id", "destination_type", "destination_id")
{
    public override string Name => "entity_associations (datasets)";

    protected override string Condition => "source_type = 'evaluation_dataset' AND destination_type = 'experiment'";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var datasets = await session.EvaluationDatasetsAsync(rows.Select(static row => row.Text(1)));
        var experiments = await session.ExperimentsAsync(rows.Select(row => session.Options.ExperimentOf(row.Integer(3))));
        var added = rows.Where(row => datasets.ContainsKey(row.Text(1)) && experiments.ContainsKey(session.Options.ExperimentOf(row.Integer(3))))
            .Select(row => new object?[] { datasets[row.Text(1)], session.Options.ExperimentOf(row.Integer(3)) }).ToArray();
        await session.InsertAsync("evaluation_dataset_experiments (dataset, experiment_id)", added);
        return added.Length;
    }
}

/// <summary>Records of evaluation datasets, read as if a client sent them anew: the hash that tells them apart is this server's.</summary>
internal sealed class DatasetRecordStep() : TableStep(
    "evaluation_dataset_records", "evaluation_dataset_records", 3,
    "dataset_id", "COALESCE(created_time, 0)", "dataset_record_id", "inputs", new SourceColumn("outputs", "NULL"), "expectations", "tags", "source", "source_id",
    "source_type", "COALESCE(last_update_time, created_time, 0)", "created_by", "last_updated_by", "input_hash")
{
    // MLflow wraps outputs, which may be any JSON, in an object of its own.
    private const string Wrapper = "mlflow_wrapped";

    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var datasets = await session.EvaluationDatasetsAsync(rows.Select(static row => row.Text(0)));
        var added = new List<object?[]>(rows.Count);
        var counts = new Dictionary<long, long>();
        foreach (var row in rows)
        {
            if (!datasets.TryGetValue(row.Text(0), out var dataset))
            {
                continue;
            }

            var record = Read(row);
            added.Add(
            [
                row.Text(2), dataset, record.InputHash, record.Inputs, record.Outputs, record.Expectations, record.Tags ?? "{}", record.Source?.Json,
                row.TextOrNull(8) ?? record.Source?.SourceId, record.Source?.SourceType ?? row.TextOrNull(9), row.Integer(1), row.Integer(10), row.TextOrNull(11), row.TextOrNull(12),
            ]);
            counts[dataset] = counts.GetValueOrDefault(dataset) + 1;
        }

        await session.InsertAsync(
            "evaluation_dataset_records (record_id, dataset, input_hash, inputs, outputs, expectations, tags, source, source_id, source_type, created_time, last_update_time, created_by, last_updated_by)",
            added);
        foreach (var (dataset, count) in counts)
        {
            await session.Session.ExecuteAsync("UPDATE evaluation_datasets SET record_count = record_count + @1 WHERE id = @0", dataset, count);
        }

        return added.Count;
    }

    private static NewDatasetRecord Read(SourceRow row)
    {
        var outputs = Unwrap(Json(row, 4));
        string[] members =
        [
            .. new (string Name, string? Json)[] { ("inputs", Json(row, 3)), ("outputs", outputs), ("expectations", Json(row, 5)), ("tags", Json(row, 6)), ("source", Json(row, 7)) }
                .Where(static member => member.Json is not null).Select(static member => $"\"{member.Name}\":{member.Json}"),
        ];
        try
        {
            return DatasetRecordBatch.Parse($"[{{{string.Join(',', members)}}}]").Records[0];
        }
        catch (MlflowException)
        {
            // What this server would refuse from a client is kept as it is all the same.
            return new NewDatasetRecord(row.Text(13), row.Text(3), outputs is not null, outputs, Json(row, 5), Json(row, 6), null, null);
        }
    }

    private static string? Json(SourceRow row, int column) => row.TextOrNull(column) is { Length: > 0 } json && json != "null" ? json : null;

    private static string? Unwrap(string? outputs)
    {
        if (outputs is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(outputs);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(Wrapper, out var inner) ? inner.GetRawText() : outputs;
    }
}
