using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>Opens connections with the settings that durability and speed need.</summary>
internal static class SqliteConnections
{
    private const int MappedBytes = 64 << 20;

    // The engine's count of its memory costs a lock at every allocation, which all connections share. Refused where it runs already.
    static SqliteConnections()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public static string ConnectionString(SqliteStorageOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = options.Path,
        Pooling = false,
        ForeignKeys = true,
        DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
    }.ToString();

    public static SqliteSession Open(SqliteStorageOptions options, bool readOnly)
    {
        var database = Open(options.Path);
        try
        {
            _ = raw.sqlite3_busy_timeout(database, (int)options.BusyTimeout.TotalMilliseconds);
            if (QueryText(database, "PRAGMA journal_mode = WAL") != "wal")
            {
                throw new InvalidOperationException($"The database at '{options.Path}' can't keep a write-ahead log; it must lie on a local disk.");
            }

            // NORMAL: a commit does not wait for the disk, since SqliteWriter does so before it answers. LIKE is case-sensitive in the
            // protocol.
            Check(database, raw.sqlite3_exec(database, string.Create(CultureInfo.InvariantCulture, $"""
                PRAGMA foreign_keys = ON;
                PRAGMA synchronous = NORMAL;
                PRAGMA wal_autocheckpoint = 4096;
                PRAGMA cache_size = -{options.CacheKibibytes};
                PRAGMA temp_store = MEMORY;
                PRAGMA mmap_size = {(readOnly ? MappedBytes : 0)};
                PRAGMA case_sensitive_like = ON;
                PRAGMA query_only = {(readOnly ? 1 : 0)};
                """)));
            Check(database, RegularExpressionFunction.AddTo(database));
            Check(database, CaseFoldingFunction.AddTo(database));
            Check(database, SpanAttributeFunction.AddTo(database));
            return new SqliteSession(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // A session is used by one thread at a time. The engine's own lock around each call, for each value of a row, costs as much as
    // reading it.
    private static sqlite3 Open(string path)
    {
        var result = raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            using (database)
            {
                Check(database, result);
            }
        }

        return database;
    }

    private static string QueryText(sqlite3 database, string sql)
    {
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            var result = raw.sqlite3_step(statement);
            if (result != raw.SQLITE_ROW)
            {
                Check(database, result);
            }

            return raw.sqlite3_column_text(statement, 0).utf8_to_string();
        }
    }

    private static void Check(sqlite3 database, int result) => SqliteException.ThrowExceptionForRC(result, database);
}
