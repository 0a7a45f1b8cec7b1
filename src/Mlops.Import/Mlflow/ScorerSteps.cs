using Mlops.Tracking.Issues;

namespace Mlops.Import.Mlflow;

internal sealed class ScorerStep() : TableStep("scorers", "scorers", 1, "scorer_id", "experiment_id", "scorer_name")
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
                added.Add([row.Text(0), workspace, experiment, row.Text(2)]);
            }
        }

        await session.InsertAsync("scorers (scorer_id, workspace_id, experiment_id, name)", added);
        return added.Count;
    }
}

internal sealed class ScorerVersionStep() : TableStep(
    "scorer_versions", "scorer_versions", 2, "scorer_id", "scorer_version", "serialized_scorer", "creation_time")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var scorers = await session.ScorersAsync(rows.Select(static row => row.Text(0)));
        var added = rows.Where(row => scorers.ContainsKey(row.Text(0)))
            .Select(row => new object?[] { scorers[row.Text(0)], row.Integer(1), row.Text(2), row.Integer(3) }).ToArray();
        await session.InsertAsync("scorer_versions (scorer, version, serialized, creation_time)", added);
        return added.Length;
    }
}

internal sealed class OnlineScoringStep() : TableStep(
    "online_scoring_configs", "online_scoring_configs", 1, "online_scoring_config_id", "scorer_id", "sample_rate", "filter_string")
{
    public override async ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows)
    {
        var scorers = await session.ScorersAsync(rows.Select(static row => row.Text(1)));
        var added = rows.Where(row => scorers.ContainsKey(row.Text(1)))
            .Select(row => new object?[] { scorers[row.Text(1)], row.Text(0), row.Number(2), row.TextOrNull(3) }).ToArray();
        await session.InsertAsync("online_scoring_configs (scorer, config_id, sample_rate, filter)", added);
        return added.Length;
    }
}

internal sealed class IssueStep() : TableStep(
    "issues", "issues", 1,
    "issue_id", "experiment_id", "name", "description", "status", "severity", "root_causes", "categories", "source_run_id", "created_by", "created_timestamp", "last_updated_timestamp")
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
                    row.Text(0), workspace, experiment, row.Text(2), row.Text(3), Number<IssueStatus>(row.TextOrNull(4)) ?? 0, Number<IssueSeverity>(row.TextOrNull(5)) ?? -1,
                    List(row.TextOrNull(6)), List(row.TextOrNull(7)), row.TextOrNull(8), row.TextOrNull(9), row.Integer(10), row.Integer(11),
                ]);
            }
        }

        await session.InsertAsync(
            "issues (issue_id, workspace_id, experiment_id, name, description, status, severity, root_causes, categories, source_run_id, created_by, created_time, last_updated_time)", added);
        return added.Count;
    }

    private static long? Number<TEnum>(string? name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(name?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            ? Convert.ToInt64(known, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static string List(string? json) => string.IsNullOrEmpty(json) || json == "null" ? "[]" : json;
}
