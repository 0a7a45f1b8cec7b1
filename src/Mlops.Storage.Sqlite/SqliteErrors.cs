using Microsoft.Data.Sqlite;

namespace Mlops.Storage.Sqlite;

/// <summary>Turns the engine's failures that will pass (a lock, a full disk) into storage errors.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Interrupted = 9;
    public const int IoError = 10;
    public const int Full = 13;
    public const int CannotOpen = 14;

    public static Exception Translate(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked => new StorageException(StorageFailure.Unavailable, "The database is locked by another process; try again.", error),
        // The session's watch interrupts the engine; a cancelled call throws an exception of another kind.
        Interrupted => new StorageException(
            StorageFailure.TooLong, $"The database took longer than {nameof(SqliteStorageOptions.CommandTimeout)} allows; nothing was written.", error),
        Full => new StorageException(StorageFailure.Full, "The disk that holds the database is full; nothing was written.", error),
        IoError or CannotOpen or ReadOnly => new StorageException(StorageFailure.Unavailable, "The database can't be reached; nothing was written.", error),
        _ => error,
    };

    public static TResult Translate<TState, TResult>(TState state, Func<TState, TResult> work)
    {
        try
        {
            return work(state);
        }
        catch (SqliteException error)
        {
            throw Translate(error);
        }
    }
}
