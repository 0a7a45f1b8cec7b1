namespace Mlops.Storage.Sqlite;

/// <summary>Where and how the SQLite database is kept.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The path of the database file; its folder is created. Required.</summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// Whether another process may have the file open as a host too; off, so that a second host on one file is refused at its start. Each
    /// keeps what it read for seconds, and their writes wait for one another.
    /// </summary>
    public bool Shared { get; set; }

    /// <summary>
    /// How many connections read beside the writer; 0 for one more than there are processors, so that long searches on all of them leave
    /// one for others.
    /// </summary>
    public int Readers { get; set; }

    /// <summary>How long a statement waits for another process's lock, before the caller is told that the store is busy.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a reading or writing unit of work may take in the engine before it is interrupted and its request answered with 503, from 1
    /// second to an hour. Work whose caller has left is interrupted at once.
    /// </summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much of the file each connection keeps in memory, in kibibytes.</summary>
    public int CacheKibibytes { get; set; } = 2048;
}
