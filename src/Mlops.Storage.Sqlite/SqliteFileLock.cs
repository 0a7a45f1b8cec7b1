using System.Globalization;
using System.Text;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// Keeps a second process from the same database: each has its own group commit and its own caches, and SQLite's file locks alone would let
/// both write. The operating system gives the lock back when the process ends, however it ends.
/// </summary>
internal sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _lock;

    private SqliteFileLock(FileStream held) => _lock = held;

    /// <summary>Takes the lock beside a database file, <c>mlops.db.lock</c>.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it.</exception>
    public static SqliteFileLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            try
            {
                Write(OwnerPath(databasePath));
                return new SqliteFileLock(held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new DatabaseInUseException(
                $"The database '{Path.GetFullPath(databasePath)}' is in use by {Owner(databasePath)}. Stop it first, or give this one a data directory of its own; "
                + "several hosts can share one PostgreSQL database.", error);
        }
    }

    public void Dispose() => _lock.Dispose();

    // The locked file itself can't be read by others on every system.
    private static string OwnerPath(string databasePath) => databasePath + ".owner";

    private static void Write(string path) =>
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}"), Encoding.ASCII);

    private static string Owner(string databasePath)
    {
        try
        {
            return int.TryParse(File.ReadAllText(OwnerPath(databasePath)), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? string.Create(CultureInfo.InvariantCulture, $"another process (id {id})")
                : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}

/// <summary>The SQLite file belongs to another process.</summary>
internal sealed class DatabaseInUseException(string message, Exception inner) : InvalidOperationException(message, inner);
