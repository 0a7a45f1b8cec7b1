using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>Tells the engine's failures apart: what another try mends, what will pass, and what the caller must change.</summary>
internal static class PostgreSqlErrors
{
    private const string TooLongText = $"The database took longer than {nameof(PostgreSqlStorageOptions.CommandTimeout)} allows; nothing was written.";

    /// <summary>Whether units of work met: one that runs again sees what the other left.</summary>
    public static bool IsCollision(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation,
    };

    /// <summary>Whether the connection is gone, so that whatever was not committed never happened.</summary>
    public static bool IsDisconnection(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        PostgresException => false,
        NpgsqlException { InnerException: IOException or SocketException or EndOfStreamException } => true,
        _ => false,
    };

    /// <summary>A storage error where it will pass or is the caller's; else the error itself.</summary>
    public static Exception Translate(Exception error) => error switch
    {
        PostgresException engine => Translate(engine),
        NpgsqlException or TimeoutException or SocketException => Unreachable(error),
        EncoderFallbackException => new StorageException(StorageFailure.Invalid, "A text of the request is not valid Unicode.", error),
        _ => error,
    };

    /// <summary>The same of a statement's error, which a connection was there for.</summary>
    public static Exception TranslateOfStatement(Exception error) => error is TimeoutException or NpgsqlException { InnerException: TimeoutException }
        ? new StorageException(StorageFailure.TooLong, TooLongText, error)
        : Translate(error);

    private static Exception Translate(PostgresException error) => error.SqlState switch
    {
        _ when IsCollision(error) => new StorageException(StorageFailure.Conflict, "Too many writers wanted the same at once; try again.", error),
        PostgresErrorCodes.DiskFull => new StorageException(StorageFailure.Full, "The disk that holds the database is full; nothing was written.", error),
        PostgresErrorCodes.QueryCanceled => new StorageException(StorageFailure.TooLong, TooLongText, error),
        PostgresErrorCodes.ProgramLimitExceeded => new StorageException(StorageFailure.Invalid, "A name or key of the request is too long for the database's indexes.", error),
        PostgresErrorCodes.InvalidRegularExpression => new StorageException(StorageFailure.Invalid, "A regular expression in 'filter' can't be used.", error),
        PostgresErrorCodes.ReadOnlySqlTransaction => Unreachable(error),
        // An operator is exchanging the partition that the point belongs to.
        PostgresErrorCodes.CheckViolation when error.TableName == "metric_chunks" => Unreachable(error),
        // Connections, resources, and the operator's interventions.
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] => Unreachable(error),
        _ => error,
    };

    private static StorageException Unreachable(Exception error) =>
        new(StorageFailure.Unavailable, "The database can't be reached just now; try again.", error);
}
