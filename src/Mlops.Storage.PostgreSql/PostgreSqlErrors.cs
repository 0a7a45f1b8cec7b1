using System.Net.Sockets;
using System.Text;
using Mlops.Tracking.Errors;
using Npgsql;

namespace Mlops.Storage.PostgreSql;

/// <summary>Tells the engine's failures apart: what another try mends, what will pass, and what the caller must change.</summary>
internal static class PostgreSqlErrors
{
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

    /// <summary>An error in the protocol's words where it will pass or is the caller's; else the error itself.</summary>
    public static Exception Translate(Exception error) => error switch
    {
        PostgresException engine => Translate(engine),
        NpgsqlException or TimeoutException or SocketException => Unreachable(error),
        EncoderFallbackException => new MlflowException(ErrorCode.InvalidParameterValue, "A text of the request is not valid Unicode.", error),
        _ => error,
    };

    private static Exception Translate(PostgresException error) => error.SqlState switch
    {
        _ when IsCollision(error) => new MlflowException(ErrorCode.TemporarilyUnavailable, "Too many writers wanted the same at once; try again.", error),
        PostgresErrorCodes.DiskFull => new MlflowException(ErrorCode.TemporarilyUnavailable, "The disk that holds the database is full; nothing was written.", error),
        PostgresErrorCodes.QueryCanceled => new MlflowException(ErrorCode.TemporarilyUnavailable, "The database took too long to answer; nothing was written.", error),
        PostgresErrorCodes.ProgramLimitExceeded => new MlflowException(ErrorCode.InvalidParameterValue, "A name or key of the request is too long for the database's indexes.", error),
        PostgresErrorCodes.InvalidRegularExpression => new MlflowException(ErrorCode.InvalidParameterValue, "A regular expression in 'filter' can't be used.", error),
        PostgresErrorCodes.ReadOnlySqlTransaction => Unreachable(error),
        // An operator is exchanging the partition that the point belongs to.
        PostgresErrorCodes.CheckViolation when error.TableName == "metric_chunks" => Unreachable(error),
        // Connections, resources, and the operator's interventions.
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] => Unreachable(error),
        _ => error,
    };

    private static MlflowException Unreachable(Exception error) =>
        new(ErrorCode.TemporarilyUnavailable, "The database can't be reached just now; try again.", error);
}
