using Mlops.Storage.LoggedModels;
using Mlops.Storage.Runs;
using Mlops.Tracking.Metrics;

namespace Mlops.Import.Mlflow;

internal sealed class LoggedModelStep() : TableStep(
    "logged_models", "logged_models", 1,
    "model_id", "experiment_id", "name", "artifact_location", "creation_timestamp_ms", "last_updated_timestamp_ms", "status", "lifecycle_stage", "model_type", "source_run_id", "status_message")
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
                    row.Text(0), workspace, experiment, row.Text(2), row.Text(8), row.Text(9), session.Options.UriOf(row.Text(3)),
                    row.Integer(6), row.TextOrNull(10), ExperimentStep.Stage(row.Text(7)), row.Integer(4), row.Integer(5),
                ]);
            }
        }

        await session.InsertAsync(
            "logged_models (model_id, workspace_id, experiment_id, name, model_type, source_run_id, artifact_location, status, status_message, lifecycle_stage, creation_time, last_updated_time)",
            added);
        return added.Count;
    }
}

/// <summary>Parameters and tags of logged models.</summary>
internal sealed class LoggedModelTextStep(string table, string key, string value) : TableStep(table, table, 2, "model_id", key, value)
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var models = await session.LoggedModelsAsync(rows.Select(static row => row.Text(0)));
        var added = rows.Where(row => models.ContainsKey(row.Text(0))).Select(row => new object?[] { models[row.Text(0)], row.Text(1), row.Text(2) }).ToArray();
        await session.InsertAsync($"{Table} (model, key, value)", added);
        return added.Length;
    }
}

internal sealed class LoggedModelMetricStep() : TableStep(
    "logged_model_metrics", "logged_model_points", 5,
    "model_id", "metric_name", "metric_timestamp_ms", "metric_step", "run_id", "metric_value", "dataset_name", "dataset_digest")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var models = await session.LoggedModelsAsync(rows.Select(static row => row.Text(0)));
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(4)));
        var count = 0;
        foreach (var run in rows.Where(row => models.ContainsKey(row.Text(0)) && runs.ContainsKey(row.Text(4))).GroupBy(static row => row.Text(4), StringComparer.Ordinal))
        {
            var metrics = run.Select(static row => new Metric(row.Text(1), row.Number(5), row.Integer(2), row.Integer(3))
            {
                ModelId = row.Text(0),
                DatasetName = row.TextOrNull(6),
                DatasetDigest = row.TextOrNull(7),
            }).ToArray();
            await LoggedModelMetricWriter.AddAsync(session.Session, runs[run.Key], metrics, models, session.KeyAsync);
            count += metrics.Length;
        }

        return count;
    }
}
