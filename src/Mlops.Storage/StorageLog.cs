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
}
