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

    private static readonly string[] Statements =
    [
        """
        INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
        SELECT @0 + n.i, lower(hex(randomblob(16))), 1, 1000000, 'run-' || n.i, 'user', 3, 1700000000000 + n.i * 1000, 'mlflow-artifacts:/1000000/x/artifacts', 0 FROM n
        """,
        .. Enumerable.Range(1, 3).SelectMany(key => (string[])
        [
            $"""
            INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp)
            SELECT @0 + n.i, {1000 + key}, 1000000, {Spread(key)}, 0, 1, 1700000000000 + n.i * 1000 FROM n
            """,
            $"INSERT INTO metric_chunks (run, key_id, points, data) SELECT @0 + n.i, {1000 + key}, 1, x'0180a0a5e8f863020000000000000000' FROM n",
        ]),
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1004, CASE n.i % 3 WHEN 0 THEN '0.1' WHEN 1 THEN '0.01' ELSE '0.001' END FROM n",
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1005, 1 << (n.i % 8) FROM n",
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1006, CASE n.i % 2 WHEN 0 THEN 'adam' ELSE 'sgd' END FROM n",
        "INSERT INTO params (run, key_id, value) SELECT @0 + n.i, 1007, n.i FROM n",
        "INSERT INTO tags (run, key_id, value) SELECT @0 + n.i, 1008, 't' || (n.i % 17) FROM n",
        "INSERT INTO tags (run, key_id, value) SELECT @0 + n.i, 1009, 'run-' || n.i FROM n",
    ];

    // A linear congruence spreads numbers well enough over 0 to 1, and the same way each time.
    private static string Spread(int key) => $"((n.i * {Multipliers[key - 1]}) % 1000003) / 1000003.0";

    /// <summary>Creates the database and fills it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="runs">How many runs.</param>
    /// <returns>The experiment's id.</returns>
    public static async Task<string> CreateAsync(string path, int runs)
    {
        var watch = Stopwatch.StartNew();
        await using var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddMlopsSqlite(options => options.Path = path)
            .BuildServiceProvider();
        var database = services.GetRequiredService<IRelationalDatabase>();
        await database.WriteAsync(
            static async session =>
            {
                await session.ExecuteAsync("INSERT INTO experiments VALUES (1000000, 1, 'large', 'mlflow-artifacts:/1000000', 0, 1, 1)");
                string[] names = ["acc", "loss", "f1", "lr", "bs", "opt", "seed", "team", "mlflow.runName"];
                for (var i = 0; i < names.Length; i++)
                {
                    await session.ExecuteAsync("INSERT INTO keys (id, name) VALUES (@0, @1)", 1001L + i, names[i]);
                }

                return 0;
            },
            CancellationToken.None);
        for (var from = 0; from < runs; from += Step)
        {
            var range = $"WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {Math.Min(from + Step, runs) - 1}) ";
            await database.WriteAsync(
                async session =>
                {
                    foreach (var statement in Statements)
                    {
                        await session.ExecuteAsync(range + statement, 10_000_000L);
                    }

                    return 0;
                },
                CancellationToken.None);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled with {runs} runs in {watch.Elapsed.TotalSeconds:F0} s"));
        return "1000000";
    }
}
