using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>
/// Whole runs by one statement that answers with one row of arrays: a row per metric, parameter and tag would cost engine and driver
/// several times what it holds. Names come from their remembered numbers.
/// </summary>
internal sealed class RunArrays
{
    private static readonly string s_byRunId = Query("r.run_id = ANY($1)", "run = ANY(ARRAY(SELECT id FROM r))");
    private static readonly string s_byNumber = Query("r.id = ANY($1)", "run = ANY($1)");
    private static readonly string s_byRange = Query("r.id BETWEEN $1 AND $2", "run BETWEEN $1 AND $2");
    private readonly NpgsqlConnection _connection;
    private readonly KeyNames _names;

    private RunArrays(NpgsqlConnection connection, KeyTable keys) => (_connection, _names) = (connection, new KeyNames(keys));

    /// <summary>Reads runs by their ids.</summary>
    public static Task<List<ReadRun>> ReadAsync(NpgsqlConnection connection, KeyTable keys, string[] runIds) =>
        new RunArrays(connection, keys).ReadAsync(s_byRunId, [PostgreSqlDialect.Instance.Value(runIds)]);

    /// <summary>
    /// Reads runs by their numbers, and perhaps some between them: what lies side by side is one range of each index instead of a search
    /// for each run.
    /// </summary>
    public static Task<List<ReadRun>> ReadAsync(NpgsqlConnection connection, KeyTable keys, long[] ids)
    {
        var (first, last) = (ids.Min(), ids.Max());
        return last - first < ids.Length + (ids.Length / 4)
            ? new RunArrays(connection, keys).ReadAsync(s_byRange, [first, last])
            : new RunArrays(connection, keys).ReadAsync(s_byNumber, [ids]);
    }

    private static string Query(string wanted, string belongs) =>
        $"""
        WITH r AS MATERIALIZED (
            SELECT r.id, r.run_id, w.path, r.experiment_id, r.name, r.user_id, r.status, r.start_time, r.end_time, r.artifact_uri, r.lifecycle_stage
            FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE {wanted}
        )
        SELECT i.*, m.*, p.*, t.*, ARRAY(SELECT run FROM run_datasets WHERE {belongs} UNION ALL SELECT run FROM run_models WHERE {belongs})
        FROM
        (SELECT array_agg(id), array_agg(run_id), array_agg(path), array_agg(experiment_id), array_agg(name), array_agg(user_id), array_agg(status),
            array_agg(start_time), array_agg(coalesce(end_time, 0)), array_agg(artifact_uri), array_agg(lifecycle_stage) FROM r) i,
        (SELECT array_agg(run), array_agg(key_id), array_agg(value), array_agg(is_nan), array_agg(timestamp), array_agg(step)
            FROM latest_metrics WHERE {belongs}) m,
        (SELECT array_agg(run), array_agg(key_id), array_agg(value) FROM params WHERE {belongs}) p,
        (SELECT array_agg(run), array_agg(key_id), array_agg(value) FROM tags WHERE {belongs}) t
        """;

    private async Task<List<ReadRun>> ReadAsync(string query, object?[] parameters)
    {
        var columns = new Columns();
        await using (var command = new NpgsqlCommand(query, _connection))
        {
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(PostgreSqlParameters.Of(parameter));
            }

            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync())
            {
                columns = Columns.Of(reader);
            }
        }

        List<ReadRun> runs;
        do
        {
            runs = ToRuns(columns);
        }
        while (await _names.FindMissingAsync(new PostgreSqlSession(_connection)));

        return runs;
    }

    private List<ReadRun> ToRuns(Columns columns)
    {
        var all = new List<ReadRun>(columns.Ids.Length);
        var byId = new Dictionary<long, ReadRun>(columns.Ids.Length);
        for (var i = 0; i < columns.Ids.Length; i++)
        {
            var run = new ReadRun(columns.Ids[i], columns.Workspaces[i], columns.Info(i));
            all.Add(run);
            byId.Add(run.Id, run);
        }

        for (var i = 0; i < columns.MetricRuns.Length; i++)
        {
            byId[columns.MetricRuns[i]].Metrics.Add(
                new Metric(_names.Of(columns.MetricKeys[i]), columns.Nans[i] != 0 ? double.NaN : columns.Values[i], columns.Timestamps[i], columns.Steps[i]));
        }

        for (var i = 0; i < columns.ParamRuns.Length; i++)
        {
            byId[columns.ParamRuns[i]].Params.Add(new Param(_names.Of(columns.ParamKeys[i]), columns.Params[i]));
        }

        for (var i = 0; i < columns.TagRuns.Length; i++)
        {
            byId[columns.TagRuns[i]].Tags.Add(new Tag(_names.Of(columns.TagKeys[i]), columns.Tags[i]));
        }

        foreach (var run in columns.WithMore)
        {
            byId[run].HasMore = true;
        }

        return all;
    }

    private sealed class Columns
    {
        public long[] Ids { get; private init; } = [];

        public string[] Workspaces { get; private init; } = [];

        public long[] MetricRuns { get; private init; } = [];

        public long[] MetricKeys { get; private init; } = [];

        public double[] Values { get; private init; } = [];

        public long[] Nans { get; private init; } = [];

        public long[] Timestamps { get; private init; } = [];

        public long[] Steps { get; private init; } = [];

        public long[] ParamRuns { get; private init; } = [];

        public long[] ParamKeys { get; private init; } = [];

        public string[] Params { get; private init; } = [];

        public long[] TagRuns { get; private init; } = [];

        public long[] TagKeys { get; private init; } = [];

        public string[] Tags { get; private init; } = [];

        public long[] WithMore { get; private init; } = [];

        private string[] RunIds { get; init; } = [];

        private long[] Experiments { get; init; } = [];

        private string[] Names { get; init; } = [];

        private string[] Users { get; init; } = [];

        private long[] Statuses { get; init; } = [];

        private long[] Starts { get; init; } = [];

        private long[] Ends { get; init; } = [];

        private string[] ArtifactUris { get; init; } = [];

        private long[] Stages { get; init; } = [];

        /// <summary>Reads the row, column after column.</summary>
        public static Columns Of(NpgsqlDataReader row)
        {
            var column = 0;
            return new Columns
            {
                Ids = Next<long>(),
                RunIds = Next<string>(),
                Workspaces = Next<string>(),
                Experiments = Next<long>(),
                Names = Next<string>(),
                Users = Next<string>(),
                Statuses = Next<long>(),
                Starts = Next<long>(),
                Ends = Next<long>(),
                ArtifactUris = Next<string>(),
                Stages = Next<long>(),
                MetricRuns = Next<long>(),
                MetricKeys = Next<long>(),
                Values = Next<double>(),
                Nans = Next<long>(),
                Timestamps = Next<long>(),
                Steps = Next<long>(),
                ParamRuns = Next<long>(),
                ParamKeys = Next<long>(),
                Params = Next<string>(),
                TagRuns = Next<long>(),
                TagKeys = Next<long>(),
                Tags = Next<string>(),
                WithMore = Next<long>(),
            };

            // Of no rows the engine makes no array.
            T[] Next<T>() => row.IsDBNull(column++) ? [] : row.GetFieldValue<T[]>(column - 1);
        }

        public RunInfo Info(int i) => new()
        {
            RunUuid = RunIds[i],
            RunId = RunIds[i],
            ExperimentId = ExperimentRows.Id(Experiments[i]),
            RunName = Names[i],
            UserId = Users[i],
            Status = (RunStatus)Statuses[i],
            StartTime = Starts[i],
            EndTime = Ends[i] == 0 ? null : Ends[i],
            ArtifactUri = ArtifactUris[i],
            LifecycleStage = (LifecycleStage)Stages[i],
        };
    }
}
