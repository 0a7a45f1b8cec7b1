using Microsoft.Extensions.Logging;

namespace Mlops.Hosting;

/// <summary>The log messages of this package, with stable event ids.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception error, string method, string path);
}
