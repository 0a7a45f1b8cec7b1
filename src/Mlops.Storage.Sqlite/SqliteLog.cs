using Microsoft.Extensions.Logging;

namespace Mlops.Storage.Sqlite;

/// <summary>The log messages of this package, with stable event ids, 4100 to 4199.</summary>
internal static partial class SqliteLog
{
    [LoggerMessage(4101, LogLevel.Error, "A commit of {Requests} requests failed and was undone.")]
    public static partial void CommitFailed(ILogger logger, Exception error, int requests);

    [LoggerMessage(4103, LogLevel.Error, "A failed transaction could not be undone.")]
    public static partial void RollbackFailed(ILogger logger, Exception error);

    [LoggerMessage(4104, LogLevel.Error, "The disk did not confirm a commit of {Requests} requests; it may be lost.")]
    public static partial void FlushFailed(ILogger logger, Exception error, int requests);
}
