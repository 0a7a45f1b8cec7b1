using System.Data.Common;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Reads whole runs by their numbers: one query a table, however many runs a page has.</summary>
internal static class RunReader
{
    private const string InfoColumns = "id, run_id, experiment_id, name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage";

    public static async ValueTask<RunInfo> ReadInfoAsync(RelationalSession session, long id) =>
        await session.QueryFirstAsync($"SELECT {InfoColumns} FROM runs WHERE id = @0", ReadInfo, [id])
        ?? throw new InvalidOperationException("A run vanished inside a transaction.");

    /// <summary>Reads a run by its id, or yields null where the workspace has none such.</summary>
    public static async ValueTask<Run?> FindAsync(RelationalSession session, long workspaceId, string runId)
    {
        var (id, info) = await session.QueryFirstAsync(
            $"SELECT {InfoColumns} FROM runs WHERE run_id = @0 AND workspace_id = @1", static row => (row.GetInt64(0), ReadInfo(row)), [runId, workspaceId]);
        if (info is null)
        {
            return null;
        }

        var parts = new Dictionary<long, Parts>(1) { [id] = new Parts { Info = info } };
        await FillAsync(session, parts, "= @0", id, withModelInputs: true);
        return parts[id].ToRun();
    }

    /// <summary>Reads runs in the order of their numbers given.</summary>
    /// <param name="session">A session on one snapshot.</param>
    /// <param name="ids">The numbers.</param>
    /// <param name="withModelInputs">Whether to fill the logged models that runs read; the protocol's searches don't.</param>
    public static async ValueTask<IReadOnlyList<Run>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids, bool withModelInputs)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var parts = new Dictionary<long, Parts>(ids.Count);
        foreach (var id in ids)
        {
            parts.Add(id, new Parts());
        }

        var (where, parameter) = IdList.Of(ids);
        await session.ForEachAsync(
            $"SELECT {InfoColumns} FROM runs WHERE id {where}", parts,
            static (parts, row) => parts[row.GetInt64(0)].Info = ReadInfo(row), [parameter]);
        await FillAsync(session, parts, where, parameter, withModelInputs);
        return [.. ids.Select(id => parts[id].ToRun())];
    }

    private static async ValueTask FillAsync(RelationalSession session, Dictionary<long, Parts> parts, string where, object parameter, bool withModelInputs)
    {
        await session.ForEachAsync(
            $"SELECT m.run, k.name, m.value, m.is_nan, m.timestamp, m.step FROM latest_metrics m JOIN keys k ON k.id = m.key_id WHERE m.run {where}", parts,
            static (parts, row) => parts[row.GetInt64(0)].Metrics.Add(
                new Metric(row.GetString(1), row.GetInt64(3) != 0 ? double.NaN : row.GetDouble(2), row.GetInt64(4), row.GetInt64(5))),
            [parameter]);
        await session.ForEachAsync(
            $"SELECT p.run, k.name, p.value FROM params p JOIN keys k ON k.id = p.key_id WHERE p.run {where}", parts,
            static (parts, row) => parts[row.GetInt64(0)].Params.Add(new Param(row.GetString(1), row.GetString(2))), [parameter]);
        await session.ForEachAsync(
            $"SELECT t.run, k.name, t.value FROM tags t JOIN keys k ON k.id = t.key_id WHERE t.run {where}", parts,
            static (parts, row) => parts[row.GetInt64(0)].Tags.Add(new Tag(row.GetString(1), row.GetString(2))), [parameter]);
        await RunDatasets.ReadAsync(session, where, parameter, (run, input) => parts[run].Datasets.Add(input));
        await RunModels.ReadAsync(
            session, where, parameter, withModelInputs,
            (run, input) => parts[run].ModelInputs.Add(input), (run, output) => parts[run].ModelOutputs.Add(output));
    }

    private static RunInfo ReadInfo(DbDataReader row)
    {
        var runId = row.GetString(1);
        return new RunInfo
        {
            RunUuid = runId,
            RunId = runId,
            ExperimentId = ExperimentRows.Id(row.GetInt64(2)),
            RunName = row.GetString(3),
            UserId = row.GetString(4),
            Status = (RunStatus)row.GetInt64(5),
            StartTime = row.GetInt64(6),
            EndTime = row.IsDBNull(7) || row.GetInt64(7) == 0 ? null : row.GetInt64(7),
            ArtifactUri = row.GetString(8),
            LifecycleStage = (LifecycleStage)row.GetInt64(9),
        };
    }

    private sealed class Parts
    {
        public RunInfo? Info { get; set; }

        public List<Metric> Metrics { get; } = [];

        public List<Param> Params { get; } = [];

        public List<Tag> Tags { get; } = [];

        public List<DatasetInput> Datasets { get; } = [];

        public List<ModelInput> ModelInputs { get; } = [];

        public List<ModelOutput> ModelOutputs { get; } = [];

        public Run ToRun() => new()
        {
            Info = Info ?? throw new InvalidOperationException("A run vanished inside a transaction."),
            Data = new RunData { Metrics = Metrics, Params = Params, Tags = Tags },
            Inputs = new RunInputs { DatasetInputs = Datasets, ModelInputs = ModelInputs },
            Outputs = new RunOutputs { ModelOutputs = ModelOutputs },
        };
    }
}
