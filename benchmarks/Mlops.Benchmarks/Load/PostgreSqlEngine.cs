using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Metrics;
using Mlops.Storage.PostgreSql;
using Mlops.Tracking.Metrics;
using Npgsql;

namespace Mlops.Benchmarks.Load;

/// <summary>What PostgreSQL does by itself with the rows of our schema: prepared statements and nothing around them.</summary>
internal sealed class PostgreSqlEngine(NpgsqlDataSource source, int seconds)
{
    private const int Connections = 8;
    private const int PointsPerChunk = 100;

    // As the load does it: 64 runs, seven metrics.
    private const int Runs = 64;
    private const int Keys = 7;
    private long _units;

    /// <summary>Measures on an empty database, and leaves the rows there.</summary>
    public static async IAsyncEnumerable<(string Name, double Rate)> MeasureAsync(string connectionString, int seconds)
    {
        await PostgreSqlMigrations.ApplyAsync(new PostgreSqlStorageOptions { ConnectionString = connectionString }, NullLogger.Instance, CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = Connections });
        await using (var prepare = source.CreateCommand(
            """
            INSERT INTO keys (name) SELECT 'key' || i FROM generate_series(1, 16) i;
            CREATE TABLE points (run bigint, key_id bigint, timestamp bigint, step bigint, value double precision, PRIMARY KEY (run, key_id, timestamp, step, value))
            """))
        {
            await prepare.ExecuteNonQueryAsync();
        }

        await using var query = source.CreateCommand("SELECT current_metric_group() << 40");
        var engine = new PostgreSqlEngine(source, seconds);
        var group = (long)(await query.ExecuteScalarAsync())!;
        yield return ("a run with its name as a tag, a durable commit each, one connection", await engine.CommitsAsync(1, group, InsertRun));
        yield return ($"a run with its name as a tag, a durable commit each, {Connections} connections", await engine.CommitsAsync(Connections, group, InsertRun));
        yield return ($"a metric point and the latest, a durable commit each, {Connections} connections", await engine.CommitsAsync(Connections, group, InsertMetric));
        yield return ("a row per metric point, binary COPY of 10,000", await engine.CopyAsync(CopyRows, group));
        yield return ($"points packed by {PointsPerChunk} as our schema keeps them, binary COPY of 100,000", await engine.CopyAsync(CopyChunks, group));
    }

    /// <summary>
    /// Commits one unit after the other on each connection. Both statements of a unit are sent at once and are one transaction.
    /// </summary>
    private async Task<double> CommitsAsync(int connections, long group, Func<long, long, (string Sql, object[] Values)[]> unit)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection);
            foreach (var (sql, values) in unit(group, 0))
            {
                var command = new NpgsqlBatchCommand(sql);
                command.Parameters.AddRange(Array.ConvertAll(values, static value => new NpgsqlParameter { Value = value }));
                batch.BatchCommands.Add(command);
            }

            await batch.PrepareAsync();
            var count = 0L;
            for (; watch.Elapsed.TotalSeconds < seconds; count++)
            {
                var statements = unit(group, Interlocked.Increment(ref _units));
                for (var i = 0; i < statements.Length; i++)
                {
                    for (var j = 0; j < statements[i].Values.Length; j++)
                    {
                        batch.BatchCommands[i].Parameters[j].Value = statements[i].Values[j];
                    }
                }

                await batch.ExecuteNonQueryAsync();
            }

            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private async Task<double> CopyAsync(Func<NpgsqlConnection, long, long, int> copy, long group)
    {
        await using var connection = await source.OpenConnectionAsync();
        var points = 0L;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            points += copy(connection, group, points);
        }

        return points / watch.Elapsed.TotalSeconds;
    }

    private static (string, object[])[] InsertRun(long group, long n) =>
    [
        (
            """
            INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
            VALUES ($1, $2, 1, 0, $3, '', 1, $4, 'mlflow-artifacts:/0', 0)
            """,
            [group + n, Guid.NewGuid().ToString("N"), "r" + n, 1700000000000 + n]),
        ("INSERT INTO tags (run, key_id, value) VALUES ($1, 1, $2)", [group + n, "r" + n]),
    ];

    private static (string, object[])[] InsertMetric(long group, long n)
    {
        var (run, key) = (group + (n % Runs), 1 + (n % Keys));
        var point = MetricChunk.Encode([new MetricPoint(1700000000000 + n, n, n * 0.001)]);
        return
        [
            ("INSERT INTO metric_chunks (run, key_id, points, data) VALUES ($1, $2, 1, $3)", [run, key, point]),
            (
                """
                INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp) VALUES ($1, $2, 0, $3, 0, $4, $5)
                ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value, step = excluded.step, timestamp = excluded.timestamp
                """,
                [run, key, n * 0.001, n, 1700000000000 + n]),
        ];
    }

    private static int CopyRows(NpgsqlConnection connection, long group, long from)
    {
        using var copy = connection.BeginBinaryImport("COPY points (run, key_id, timestamp, step, value) FROM STDIN (FORMAT BINARY)");
        for (var i = 0; i < 10_000; i++)
        {
            copy.StartRow();
            copy.Write(group + ((from + i) % Runs));
            copy.Write(1 + ((from + i) % Keys));
            copy.Write(1700000000000 + from + i);
            copy.Write(from + i);
            copy.Write((from + i) * 0.001);
        }

        return (int)copy.Complete();
    }

    private static int CopyChunks(NpgsqlConnection connection, long group, long from)
    {
        var data = MetricChunk.Encode([.. Enumerable.Range(0, PointsPerChunk).Select(i => new MetricPoint(1700000000000 + from + i, from + i, (from + i) * 0.001))]);
        using var copy = connection.BeginBinaryImport("COPY metric_chunks (run, key_id, points, data) FROM STDIN (FORMAT BINARY)");
        for (var i = 0; i < 1000; i++)
        {
            copy.StartRow();
            copy.Write(group + (i % Runs));
            copy.Write(1L + (i % Keys));
            copy.Write((long)PointsPerChunk);
            copy.Write(data);
        }

        return (int)copy.Complete() * PointsPerChunk;
    }
}
