using Mlops.Tracking.Registry;

namespace Mlops.Import.Mlflow;

internal sealed class RegisteredModelStep() : TableStep(
    "registered_models", "registered_models", 2,
    new SourceColumn("workspace", "'default'"), "name", "creation_time", "last_updated_time", "description")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            added.Add([await session.WorkspaceAsync(row.Text(0)), row.Text(1), row.TextOrNull(4), row.Integer(2), row.IntegerOrNull(3) ?? row.Integer(2), 0L]);
        }

        await session.InsertAsync("registered_models (workspace_id, name, description, creation_time, last_updated_time, last_version)", added);
        return added.Count;
    }
}

internal sealed class RegisteredModelTagStep() : TableStep(
    "registered_model_tags", "registered_model_tags", 3, new SourceColumn("workspace", "'default'"), "key", "name", "value")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (await session.RegisteredModelAsync(row.Text(0), row.Text(2)) is { } model)
            {
                added.Add([model, row.Text(1), row.Text(3)]);
            }
        }

        await session.InsertAsync("registered_model_tags (model_id, key, value)", added);
        return added.Count;
    }
}

internal sealed class ModelVersionStep() : TableStep(
    "model_versions", "model_versions", 3,
    new SourceColumn("workspace", "'default'"), "name", "version", "creation_time", "last_updated_time", "description", "current_stage", "source",
    new SourceColumn("storage_location", "NULL"), "run_id", new SourceColumn("run_link", "NULL"), "status", "status_message")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (await session.RegisteredModelAsync(row.Text(0), row.Text(1)) is not { } model)
            {
                continue;
            }

            var source = session.Options.UriOf(row.Text(7));
            added.Add(
            [
                model, row.Integer(2), row.Integer(3), row.IntegerOrNull(4) ?? row.Integer(3), row.TextOrNull(5), Stage(row.Text(6)), source,
                row.TextOrNull(8) is { Length: > 0 } location ? session.Options.UriOf(location) : source,
                row.Text(9), row.Text(10), Status(row.Text(11)), row.TextOrNull(12),
            ]);
            await session.Session.ExecuteAsync("UPDATE registered_models SET last_version = @1 WHERE id = @0 AND last_version < @1", model, row.Integer(2));
        }

        await session.InsertAsync(
            "model_versions (model_id, version, creation_time, last_updated_time, description, stage, source, storage_location, run_id, run_link, status, status_message)", added);
        return added.Count;
    }

    private static long Stage(string stage) => (long)(Enum.TryParse<ModelStage>(stage, ignoreCase: true, out var known) ? known : ModelStage.None);

    private static long Status(string status) => (long)(Enum.TryParse<ModelVersionStatus>(status.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known)
        ? known
        : ModelVersionStatus.Ready);
}

internal sealed class ModelVersionTagStep() : TableStep(
    "model_version_tags", "model_version_tags", 4, new SourceColumn("workspace", "'default'"), "key", "name", "version", "value")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (await session.ModelVersionAsync(row.Text(0), row.Text(2), row.Integer(3)) is { } version)
            {
                added.Add([version, row.Text(1), row.Text(4)]);
            }
        }

        await session.InsertAsync("model_version_tags (version_id, key, value)", added);
        return added.Count;
    }
}

/// <summary>Aliases; MLflow keeps those of versions that are gone, which lead nowhere.</summary>
internal sealed class AliasStep() : TableStep(
    "registered_model_aliases", "registered_model_aliases", 3, new SourceColumn("workspace", "'default'"), "name", "alias", "version")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var added = new List<object?[]>(rows.Count);
        foreach (var row in rows)
        {
            if (await session.ModelVersionAsync(row.Text(0), row.Text(1), row.Integer(3)) is { } version
                && await session.RegisteredModelAsync(row.Text(0), row.Text(1)) is { } model)
            {
                added.Add([model, row.Text(2), version]);
            }
        }

        await session.InsertAsync("registered_model_aliases (model_id, alias, version_id)", added);
        return added.Count;
    }
}
