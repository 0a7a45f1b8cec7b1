using System.Globalization;
using Microsoft.Data.Sqlite;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Sqlite;

/// <summary>Opens connections with the settings that durability and speed need.</summary>
internal static class SqliteConnections
{
    public static string ConnectionString(SqliteStorageOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = options.Path,
        Pooling = false,
        ForeignKeys = true,
        DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
    }.ToString();

    public static RelationalSession Open(SqliteStorageOptions options, bool readOnly)
    {
        var connection = new SqliteConnection(ConnectionString(options));
        connection.Open();
        using var command = connection.CreateCommand();
        // FULL: a commit is on the disk before its requests are answered. LIKE is case-sensitive in the protocol.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -{options.CacheKibibytes};
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = 268435456;
            PRAGMA case_sensitive_like = ON;
            PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
            PRAGMA query_only = {(readOnly ? 1 : 0)};
            """);
        command.ExecuteNonQuery();
        return new RelationalSession(connection);
    }
}
