using Microsoft.Extensions.Logging;

namespace Mlops.Storage;

/// <summary>The log messages of this package, with stable event ids.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1, LogLevel.Error, "A commit of {Requests} requests failed and was undone.")]
    public static partial void CommitFailed(ILogger logger, Exception error, int requests);

    [LoggerMessage(3, LogLevel.Error, "A failed transaction could not be undone.")]
    public static partial void RollbackFailed(ILogger logger, Exception error);

    [LoggerMessage(2, LogLevel.Information, "Schema: {Message}")]
    public static partial void Migration(ILogger logger, string message);

    [LoggerMessage(4, LogLevel.Error, "The disk did not confirm a commit of {Requests} requests; it may be lost.")]
    public static partial void FlushFailed(ILogger logger, Exception error, int requests);

    [LoggerMessage(5, LogLevel.Warning, "The points of a series could not be packed; they are there all the same.")]
    public static partial void PackingFailed(ILogger logger, Exception error);

    [LoggerMessage(6, LogLevel.Error, "The schema of the PostgreSQL database could not be brought up to date.")]
    public static partial void SchemaFailed(ILogger logger, Exception error);
}
