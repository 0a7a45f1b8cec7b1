using System.Data.Common;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Runs;

/// <summary>Reads whole runs by their numbers: one query a table, however many runs a page has.</summary>
internal sealed class RunReader(IRelationalDatabase database, WorkspaceTable workspaces, KeyTable keys) : IRunReader
{
    private const string InfoColumns = "id, run_id, experiment_id, name, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage";

    public ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await FindAsync(session, await workspaces.FindAsync(session, workspace), runId) ?? throw RunResolver.NotFound(runId),
        cancellationToken);

    public ValueTask<IReadOnlyList<Run>> ReadPageAsync(RelationalSession session, IReadOnlyList<long> ids) => ReadAsync(session, ids, withModelInputs: false);

    public static async ValueTask<RunInfo> ReadInfoAsync(RelationalSession session, long id) =>
        await session.QueryFirstAsync($"SELECT {InfoColumns} FROM runs WHERE id = @0", ReadInfo, [id])
        ?? throw new InvalidOperationException("A run vanished inside a transaction.");

    /// <summary>Reads a run by its id, or yields null where the workspace has none such.</summary>
    public async ValueTask<Run?> FindAsync(RelationalSession session, long workspaceId, string runId)
    {
        var (id, info) = await session.QueryFirstAsync(
            $"SELECT {InfoColumns} FROM runs WHERE run_id = @0 AND workspace_id = @1", static row => (row.GetInt64(0), ReadInfo(row)), [runId, workspaceId]);
        if (info is null)
        {
            return null;
        }

        var parts = new Dictionary<long, Parts>(1) { [id] = new Parts { Info = info } };
        await FillAsync(session, parts, "= @0", [id], withModelInputs: true);
        return parts[id].ToRun();
    }

    /// <summary>Reads runs in the order of their numbers given.</summary>
    /// <param name="session">A session on one snapshot.</param>
    /// <param name="ids">The numbers.</param>
    /// <param name="withModelInputs">Whether to fill the logged models that runs read; the protocol's searches don't.</param>
    public async ValueTask<IReadOnlyList<Run>> ReadAsync(RelationalSession session, IReadOnlyList<long> ids, bool withModelInputs)
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

        var (where, parameters) = Where(ids);
        await session.ForEachAsync(
            $"SELECT {InfoColumns} FROM runs WHERE id {where}", parts,
            static (parts, row) => Of(parts, row)?.Info = ReadInfo(row), parameters);
        await FillAsync(session, parts, where, parameters, withModelInputs);
        return [.. ids.Select(id => parts[id].ToRun())];
    }

    // What lies side by side is one range of each index, with perhaps some runs of no interest, instead of a search for each run.
    private static (string Where, object?[] Parameters) Where(IReadOnlyList<long> ids)
    {
        var (first, last) = (ids.Min(), ids.Max());
        if (ids.Count > 1 && last - first < ids.Count + (ids.Count / 4))
        {
            return ("BETWEEN @0 AND @1", [first, last]);
        }

        var (where, parameter) = IdList.Of(ids);
        return (where, [parameter]);
    }

    private async ValueTask FillAsync(RelationalSession session, Dictionary<long, Parts> parts, string where, object?[] parameters, bool withModelInputs)
    {
        var names = new KeyNames(keys);
        do
        {
            await ReadDataAsync(session, parts, names, where, parameters);
        }
        while (await names.FindMissingAsync(session));

        await RunDatasets.ReadAsync(session, where, parameters, (run, input) => parts.GetValueOrDefault(run)?.Datasets.Add(input));
        await RunModels.ReadAsync(
            session, where, parameters, withModelInputs,
            (run, input) => parts.GetValueOrDefault(run)?.ModelInputs.Add(input), (run, output) => parts.GetValueOrDefault(run)?.ModelOutputs.Add(output));
    }

    private static async ValueTask ReadDataAsync(
        RelationalSession session, Dictionary<long, Parts> parts, KeyNames names, string where, object?[] parameters)
    {
        foreach (var part in parts.Values)
        {
            part.ClearData();
        }

        var state = (parts, names);
        await session.ForEachAsync(
            $"SELECT run, key_id, value, is_nan, timestamp, step FROM latest_metrics WHERE run {where}", state,
            static (state, row) => Of(state.parts, row)?.Metrics.Add(
                new Metric(state.names.Of(row.GetInt64(1)), row.GetInt64(3) != 0 ? double.NaN : row.GetDouble(2), row.GetInt64(4), row.GetInt64(5))),
            parameters);
        await session.ForEachAsync(
            $"SELECT run, key_id, value FROM params WHERE run {where}", state,
            static (state, row) => Of(state.parts, row)?.Params.Add(new Param(state.names.Of(row.GetInt64(1)), row.GetString(2))), parameters);
        await session.ForEachAsync(
            $"SELECT run, key_id, value FROM tags WHERE run {where}", state,
            static (state, row) => Of(state.parts, row)?.Tags.Add(new Tag(state.names.Of(row.GetInt64(1)), row.GetString(2))), parameters);
    }

    private static Parts? Of(Dictionary<long, Parts> parts, DbDataReader row) => parts.GetValueOrDefault(row.GetInt64(0));

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

        public void ClearData()
        {
            Metrics.Clear();
            Params.Clear();
            Tags.Clear();
        }

        public Run ToRun() => new()
        {
            Info = Info ?? throw new InvalidOperationException("A run vanished inside a transaction."),
            Data = new RunData { Metrics = Metrics, Params = Params, Tags = Tags },
            Inputs = new RunInputs { DatasetInputs = Datasets, ModelInputs = ModelInputs },
            Outputs = new RunOutputs { ModelOutputs = ModelOutputs },
        };
    }
}
