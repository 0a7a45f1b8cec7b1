using Mlops.Storage.Experiments;
using Mlops.Tracking;

namespace Mlops.Import.Mlflow;

internal sealed class ExperimentStep() : TableStep(
    "experiments", "experiments WHERE id <> 0 OR EXISTS (SELECT 1 FROM import_progress WHERE table_name = 'experiments' AND checksum <> 0)", 1,
    "experiment_id", "name", new SourceColumn("workspace", "'default'"), "artifact_location", "lifecycle_stage",
    new SourceColumn("creation_time", "0"), new SourceColumn("last_update_time", "0"))
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>();
        var hasDefault = 0;
        foreach (var row in rows)
        {
            var id = session.Options.ExperimentOf(row.Integer(0));
            var location = row.Text(3) is { Length: > 0 } uri ? session.Options.UriOf(uri) : "mlflow-artifacts:/" + ExperimentRows.Id(id);
            object?[] values =
            [
                id, await session.WorkspaceAsync(row.Text(2)), row.Text(1), location, Stage(row.Text(4)), row.Integer(5), row.IntegerOrNull(6) ?? row.Integer(5),
            ];
            if (id == 0)
            {
                // The schema brings one of its own.
                hasDefault = 1;
                await session.Session.ExecuteAsync(
                    "UPDATE experiments SET workspace_id = @1, name = @2, artifact_location = @3, lifecycle_stage = @4, creation_time = @5, last_update_time = @6 WHERE id = @0", values);
            }
            else
            {
                added.Add(values);
            }
        }

        await ImportedExperiments.InsertAsync(session, added);
        return new ImportedRows(rows.Count, hasDefault);
    }

    public static long Stage(string stage) => (long)(stage == "deleted" ? LifecycleStage.Deleted : LifecycleStage.Active);
}

internal sealed class ExperimentTagStep() : TableStep("experiment_tags", "experiment_tags", 2, "key", "experiment_id", "value")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var experiments = await session.ExperimentsAsync(rows.Select(row => session.Options.ExperimentOf(row.Integer(1))));
        var added = rows.Select(row => new object?[] { session.Options.ExperimentOf(row.Integer(1)), row.Text(0), row.Text(2) })
            .Where(values => experiments.ContainsKey((long)values[0]!)).ToArray();
        await session.InsertAsync("experiment_tags (experiment_id, key, value)", added);
        return added.Length;
    }
}
