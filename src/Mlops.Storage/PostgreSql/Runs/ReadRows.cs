using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>Whole runs by their ids, in one statement: rows of several kinds under each other, and names by their remembered numbers.</summary>
internal sealed class ReadRows(KeyTable keys)
{
    private const string Query =
        """
        WITH r AS MATERIALIZED (
            SELECT r.id, r.run_id, r.name, r.user_id, r.artifact_uri, w.path, r.experiment_id, r.status, r.start_time, r.end_time, r.lifecycle_stage
            FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE r.run_id = ANY($1)
        )
        SELECT 0::bigint, r.id, r.run_id, r.name, r.user_id, r.artifact_uri, r.path, r.experiment_id, r.status, r.start_time, r.end_time, r.lifecycle_stage, NULL::double precision FROM r
        UNION ALL SELECT 1, m.run, NULL, NULL, NULL, NULL, NULL, m.key_id, m.is_nan, m.timestamp, m.step, NULL, m.value FROM r JOIN latest_metrics m ON m.run = r.id
        UNION ALL SELECT 2, p.run, p.value, NULL, NULL, NULL, NULL, p.key_id, NULL, NULL, NULL, NULL, NULL FROM r JOIN params p ON p.run = r.id
        UNION ALL SELECT 3, t.run, t.value, NULL, NULL, NULL, NULL, t.key_id, NULL, NULL, NULL, NULL, NULL FROM r JOIN tags t ON t.run = r.id
        UNION ALL SELECT 4, d.run, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM r JOIN run_datasets d ON d.run = r.id
        UNION ALL SELECT 4, m.run, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM r JOIN run_models m ON m.run = r.id
        """;

    private readonly Dictionary<long, Parts> _runs = [];
    private readonly HashSet<long> _unnamed = [];

    /// <summary>Reads runs.</summary>
    /// <returns>The workspaces and runs by their ids; no run where it has more than this can tell.</returns>
    public async Task<Dictionary<string, (string Workspace, Run? Run)>> ReadAsync(NpgsqlConnection connection, string[] runIds)
    {
        await using (var command = new NpgsqlCommand(Query, connection))
        {
            command.Parameters.Add(PostgreSqlParameters.Of(PostgreSqlDialect.Instance.Value(runIds)));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                Take(reader);
            }
        }

        if (_unnamed.Count > 0)
        {
            await NameAsync(connection);
        }

        return _runs.Values.ToDictionary(
            static parts => parts.Info.RunId, parts => (parts.Workspace, parts.HasMore ? null : ToRun(parts)), StringComparer.Ordinal);
    }

    private void Take(NpgsqlDataReader row)
    {
        var kind = row.GetInt64(0);
        if (kind == 0)
        {
            _runs.Add(row.GetInt64(1), new Parts(row.GetString(6), ReadInfo(row)));
            return;
        }

        var parts = _runs[row.GetInt64(1)];
        if (kind == 4)
        {
            parts.HasMore = true;
            return;
        }

        var key = row.GetInt64(7);
        if (keys.FindName(key) is null)
        {
            _unnamed.Add(key);
        }

        switch (kind)
        {
            case 1:
                parts.Metrics.Add((key, row.GetInt64(8) != 0 ? double.NaN : row.GetDouble(12), row.GetInt64(9), row.GetInt64(10)));
                break;
            case 2:
                parts.Params.Add((key, row.GetString(2)));
                break;
            default:
                parts.Tags.Add((key, row.GetString(2)));
                break;
        }
    }

    private async Task NameAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT name, id FROM keys WHERE id = ANY($1)", connection);
        command.Parameters.Add(PostgreSqlParameters.Of(_unnamed.ToArray()));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            keys.Remember(reader.GetString(0), reader.GetInt64(1));
        }
    }

    private string Name(long key) => keys.FindName(key) ?? throw new InvalidOperationException("A name lost its number.");

    private Run ToRun(Parts parts) => new()
    {
        Info = parts.Info,
        Data = new RunData
        {
            Metrics = [.. parts.Metrics.Select(metric => new Metric(Name(metric.Key), metric.Value, metric.Timestamp, metric.Step))],
            Params = [.. parts.Params.Select(param => new Param(Name(param.Key), param.Value))],
            Tags = [.. parts.Tags.Select(tag => new Tag(Name(tag.Key), tag.Value))],
        },
        Inputs = new RunInputs(),
        Outputs = new RunOutputs(),
    };

    private static RunInfo ReadInfo(NpgsqlDataReader row)
    {
        var runId = row.GetString(2);
        return new RunInfo
        {
            RunUuid = runId,
            RunId = runId,
            ExperimentId = ExperimentRows.Id(row.GetInt64(7)),
            RunName = row.GetString(3),
            UserId = row.GetString(4),
            Status = (RunStatus)row.GetInt64(8),
            StartTime = row.GetInt64(9),
            EndTime = row.IsDBNull(10) || row.GetInt64(10) == 0 ? null : row.GetInt64(10),
            ArtifactUri = row.GetString(5),
            LifecycleStage = (LifecycleStage)row.GetInt64(11),
        };
    }

    private sealed class Parts(string workspace, RunInfo info)
    {
        public string Workspace => workspace;

        public RunInfo Info => info;

        public bool HasMore { get; set; }

        public List<(long Key, double Value, long Timestamp, long Step)> Metrics { get; } = [];

        public List<(long Key, string Value)> Params { get; } = [];

        public List<(long Key, string Value)> Tags { get; } = [];
    }
}
