using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Sqlite;

namespace Mlops.Benchmarks.Load;

/// <summary>What disk and engine can do at most, with nothing around them: the figures to hold ours against.</summary>
internal static class EngineProgram
{
    private const int Seconds = 2;

    public static async Task<int> RunAsync(LoadOptions options)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(options);
        await foreach (var (name, rate) in MeasureAsync(options, database))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-100} {rate,12:N0}/s"));
        }

        return 0;
    }

    /// <summary>Measures the disk of the data folder, and PostgreSQL where a database of it is given, else SQLite.</summary>
    public static async IAsyncEnumerable<(string Name, double Rate)> MeasureAsync(LoadOptions options, BenchmarkDatabase? database)
    {
        using var folder = new DataFolder(options.Folder);
        yield return ("disk: flushes of 4 KB, one after the other", Flushes(folder, 1));
        yield return ("disk: flushes of 4 KB, four at a time", Flushes(folder, 4));
        if (database is null)
        {
            foreach (var (name, rate) in MeasureSqlite(folder))
            {
                yield return ($"engine: {name}", rate);
            }

            yield break;
        }

        await foreach (var (name, rate) in PostgreSqlEngine.MeasureAsync(database.ConnectionString, Seconds))
        {
            yield return ($"engine: {name}", rate);
        }
    }

    private static IEnumerable<(string Name, double Rate)> MeasureSqlite(DataFolder folder)
    {
        var options = new SqliteStorageOptions { Path = folder.Database };
        SqliteMigrations.Apply(options, NullLogger.Instance);
        using var session = SqliteConnections.Open(options, readOnly: false);
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("INSERT INTO keys (id, name) VALUES (1, 'key')");
        session.Execute("CREATE TABLE points (run INTEGER, key_id INTEGER, timestamp INTEGER, step INTEGER, value REAL, PRIMARY KEY (run, key_id, timestamp, step, value)) WITHOUT ROWID");
        foreach (var (name, write) in ((string, Action<SqliteSession, long>)[])[("a run with its name as a tag", InsertRun), ("a metric point and the latest", InsertMetric), ("a row per metric point", InsertPoint)])
        {
            yield return ($"{name}, bound, all in one transaction", Writes(session, write, perCommit: false));
            yield return ($"{name}, bound, a durable commit each", Writes(session, write, perCommit: true));
        }
    }

    private static void InsertRun(SqliteSession session, long n)
    {
        session.Execute(
            "INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage) VALUES (@0, @1, 1, 0, @2, '', 1, @3, 'mlflow-artifacts:/0', 0)",
            n, Guid.NewGuid().ToString("N"), "r" + n, 1700000000000 + n);
        session.Execute("INSERT INTO tags (run, key_id, value) VALUES (@0, 1, @1)", n, "r" + n);
    }

    private static void InsertMetric(SqliteSession session, long n)
    {
        session.Execute("INSERT INTO metric_chunks (run, key_id, points, data) VALUES (@0, 1, 1, @1)", n % 64, new byte[18]);
        session.Execute(
            """
            INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp) VALUES (@0, 1, 0, @1, 0, @2, @2)
            ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value, step = excluded.step, timestamp = excluded.timestamp
            """,
            n % 64, n * 0.001, n);
    }

    private static void InsertPoint(SqliteSession session, long n) =>
        session.Execute("INSERT INTO points (run, key_id, timestamp, step, value) VALUES (@0, @1, @2, @2, @3)", n % 64, n % 7, n, n * 0.001);

    private static double Writes(SqliteSession session, Action<SqliteSession, long> write, bool perCommit)
    {
        var watch = Stopwatch.StartNew();
        long from = perCommit ? 100_000_000 : 1000, n = from;
        session.Execute("PRAGMA foreign_keys = OFF");
        while (watch.Elapsed.TotalSeconds < Seconds)
        {
            session.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < (perCommit ? 1 : 10_000); i++)
            {
                write(session, n++);
            }

            session.Execute("COMMIT");
        }

        return (n - from) / watch.Elapsed.TotalSeconds;
    }

    private static double Flushes(DataFolder folder, int atOnce)
    {
        using var log = new WriteLog(Path.Combine(folder.Path, "probe"));
        using var file = File.OpenHandle(Path.Combine(folder.Path, "probe-wal"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        var page = new byte[4096];
        RandomAccess.Write(file, new byte[1 << 20], 0);
        log.Flush();
        var watch = Stopwatch.StartNew();
        var counts = new long[atOnce];
        // Threads of their own: the pool would start those beyond the number of processors too late.
        var threads = Enumerable.Range(0, atOnce).Select(worker => new Thread(() =>
        {
            while (watch.Elapsed.TotalSeconds < Seconds)
            {
                RandomAccess.Write(file, page, 4096 * ((counts[worker]++ % 64) + (64 * worker)));
                log.Flush();
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }
}
