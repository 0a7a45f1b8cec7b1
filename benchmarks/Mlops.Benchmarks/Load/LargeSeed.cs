using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Relational;

namespace Mlops.Benchmarks.Load;

/// <summary>Fills a database with an experiment of many runs (three metrics, four parameters and two tags each), straight by SQL.</summary>
internal static class LargeSeed
{
    private const int Step = 50_000;
    private static readonly long[] Multipliers = [2654435761, 1597334677, 3812015801];

    private static readonly byte[] Chunk = Convert.FromHexString("0180a0a5e8f863020000000000000000");

    // SQL that both engines read, but for RANDOM_ID. @0 is the number of the first run, @1 a packed series.
    private static readonly string[] Statements =
    [
        """
        INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
        SELECT @0 + n.i, RANDOM_ID, 1, 1000000, 'run-' || n.i, 'user', 3, 1700000000000 + n.i * 1000, 'mlflow-artifacts:/1000000/x/artifacts', 0 FROM n
        """,
        .. Enumerable.Range(1, 3).SelectMany(key => (string[])
        [
            $"""
            INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp)
            SELECT @0 + n.i, {1000 + key}, 1000000, {Spread(key)}, 0, 1, 1700000000000 + n.i * 1000 FROM n
            """,
            $"INSERT INTO metric_chunks (run, key_id, points, data) SELECT @0 + n.i, {1000 + key}, 1, @1 FROM n",
        ]),
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1004, CASE n.i % 3 WHEN 0 THEN '0.1' WHEN 1 THEN '0.01' ELSE '0.001' END FROM n",
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1005, CAST(1 << CAST(n.i % 8 AS int) AS text) FROM n",
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1006, CASE n.i % 2 WHEN 0 THEN 'adam' ELSE 'sgd' END FROM n",
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1007, CAST(n.i AS text) FROM n",
        "INSERT INTO tags (run, key_id, value) SELECT @0 + n.i, 1008, 't' || (n.i % 17) FROM n",
        "INSERT INTO tags (run, key_id, value) SELECT @0 + n.i, 1009, 'run-' || n.i FROM n",
    ];

    // A linear congruence spreads numbers well enough over 0 to 1, and the same way each time.
    private static string Spread(int key) => $"((n.i * {Multipliers[key - 1]}) % 1000003) / 1000003.0";

    /// <summary>Makes the schema and fills it.</summary>
    /// <param name="data">Where SQLite's file goes.</param>
    /// <param name="postgreSql">The database to fill instead, or null.</param>
    /// <param name="runs">How many runs.</param>
    /// <returns>The experiment's id.</returns>
    public static async Task<string> CreateAsync(DataFolder data, BenchmarkDatabase? postgreSql, int runs)
    {
        var watch = Stopwatch.StartNew();
        var collection = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        _ = postgreSql is null
            ? collection.AddMlopsSqlite(options => options.Path = data.Database)
            : collection.AddMlopsPostgreSql(options => options.ConnectionString = postgreSql.ConnectionString);
        await using var services = collection.BuildServiceProvider();
        var database = services.GetRequiredService<IRelationalDatabase>();
        var first = await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO experiments VALUES (1000000, 1, 'large', 'mlflow-artifacts:/1000000', 0, 1, 1)");
                string[] names = ["acc", "loss", "f1", "lr", "bs", "opt", "seed", "team", "mlflow.runName"];
                for (var i = 0; i < names.Length; i++)
                {
                    await session.ExecuteAsync("INSERT INTO keys (id, name) VALUES (@0, @1)", 1001L + i, names[i]);
                }

                // On PostgreSQL the upper bits of a run's number name the partition of its points.
                return 10_000_000L + (postgreSql is null ? 0L : await session.QueryInt64Async("SELECT metric_group << 40 FROM experiments WHERE id = 1000000", []) ?? 0L);
            },
            CancellationToken.None);
        for (var from = 0; from < runs; from += Step)
        {
            var range = $"WITH RECURSIVE n (i) AS (SELECT CAST({from} AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {Math.Min(from + Step, runs) - 1}) ";
            await database.WriteAsync(
                async session =>
                {
                    foreach (var statement in Statements)
                    {
                        var sql = range + statement.Replace("RANDOM_ID", postgreSql is null ? "lower(hex(randomblob(16)))" : "replace(gen_random_uuid()::text, '-', '')", StringComparison.Ordinal);
                        await (sql.Contains("@1", StringComparison.Ordinal) ? session.ExecuteAsync(sql, first, Chunk) : session.ExecuteAsync(sql, first));
                    }

                    return 0;
                },
                CancellationToken.None);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled with {runs} runs in {watch.Elapsed.TotalSeconds:F0} s"));
        return "1000000";
    }
}
