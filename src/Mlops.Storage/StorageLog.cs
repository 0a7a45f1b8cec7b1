using Microsoft.Extensions.Logging;

namespace Mlops.Storage;

/// <summary>The log messages of this package, with stable event ids.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(2, LogLevel.Information, "Schema: {Message}")]
    public static partial void Migration(ILogger logger, string message);
}
