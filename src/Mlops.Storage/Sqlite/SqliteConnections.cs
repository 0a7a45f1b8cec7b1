using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Mlops.Storage.Sqlite;

/// <summary>Opens connections with the settings that durability and speed need.</summary>
internal static class SqliteConnections
{
    private const int MappedBytes = 64 << 20;

    // The engine's count of its memory costs a lock at every allocation, which all connections share. Refused where it runs already.
    static SqliteConnections()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
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
        var connection = new SqliteConnection(ConnectionString(options));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() is not "wal")
        {
            connection.Dispose();
            throw new InvalidOperationException($"The database at '{options.Path}' can't keep a write-ahead log; it must lie on a local disk.");
        }

        // NORMAL: a commit does not wait for the disk, since SqliteWriter does so before it answers. LIKE is case-sensitive in the protocol.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA synchronous = NORMAL;
            PRAGMA wal_autocheckpoint = 4096;
            PRAGMA cache_size = -{options.CacheKibibytes};
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = {(readOnly ? MappedBytes : 0)};
            PRAGMA case_sensitive_like = ON;
            PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
            PRAGMA query_only = {(readOnly ? 1 : 0)};
            """);
        command.ExecuteNonQuery();
        RegularExpressionFunction.AddTo(connection);
        SpanAttributeFunction.AddTo(connection);
        return new SqliteSession(connection);
    }
}
