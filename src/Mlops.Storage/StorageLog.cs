using Microsoft.Extensions.Logging;

namespace Mlops.Storage;

/// <summary>The log messages of this package, with stable event ids, 4000 to 4099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(4002, LogLevel.Information, "Schema: {Message}")]
    public static partial void Migration(ILogger logger, string message);
}
