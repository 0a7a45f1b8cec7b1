using Mlops.Tracking.Runs;

namespace Mlops.Import.Mlflow;

internal sealed class RunStep() : TableStep(
    "runs", "runs", 1,
    "run_uuid", "name", "user_id", "status", "start_time", "end_time", new SourceColumn("deleted_time", "NULL"), "lifecycle_stage", "artifact_uri", "experiment_id")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var experiments = await session.ExperimentsAsync(rows.Select(row => session.Options.ExperimentOf(row.Integer(9))));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            var experiment = session.Options.ExperimentOf(row.Integer(9));
            if (experiments.TryGetValue(experiment, out var workspace))
            {
                added.Add(
                [
                    row.Text(0), workspace, experiment, row.Text(1), row.Text(2), Status(row.Text(3)), row.Integer(4), row.IntegerOrNull(5),
                    row.IntegerOrNull(6), ExperimentStep.Stage(row.Text(7)), session.Options.UriOf(row.Text(8)),
                ]);
            }
        }

        await session.InsertAsync(
            "runs (run_id, workspace_id, experiment_id, name, user_id, status, start_time, end_time, deleted_time, lifecycle_stage, artifact_uri)", added);
        return added.Count;
    }

    private static long Status(string status) => (long)(Enum.TryParse<RunStatus>(status, ignoreCase: true, out var known) ? known : RunStatus.Scheduled);
}

/// <summary>Parameters and tags: both are a text under a name of a run.</summary>
internal sealed class RunTextStep(string table) : TableStep(table, table, 2, "key", "run_uuid", "value")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(1)));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (runs.TryGetValue(row.Text(1), out var run))
            {
                added.Add([run.Id, await session.KeyAsync(row.Text(0)), row.Text(2)]);
            }
        }

        await session.InsertAsync($"{Table} (run, key_id, value)", added);
        return added.Count;
    }
}

internal sealed class LatestMetricStep() : TableStep(
    "latest_metrics", "latest_metrics", 2, "key", "run_uuid", "value", "timestamp", "step", "CASE WHEN is_nan THEN 1 ELSE 0 END")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var runs = await session.RunsAsync(rows.Select(static row => row.Text(1)));
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (runs.TryGetValue(row.Text(1), out var run))
            {
                var isNan = row.Integer(5);
                added.Add([run.Id, await session.KeyAsync(row.Text(0)), run.ExperimentId, isNan == 1 ? 0.0 : row.Number(2), isNan, row.Integer(4), row.Integer(3)]);
            }
        }

        await session.InsertAsync("latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp)", added);
        return added.Count;
    }
}
