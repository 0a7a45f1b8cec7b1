using Microsoft.Extensions.Logging;
using Mlops.Tracking.Registry;

namespace Mlops.Tracking;

/// <summary>The log messages of this package, with stable event ids, 1000 to 1999.</summary>
internal static partial class TrackingLog
{
    [LoggerMessage(1001, LogLevel.Error, "{Observer} failed to take note that versions of model {Model} changed ({Kind}).")]
    public static partial void ObserverFailed(ILogger logger, Exception error, string observer, ModelVersionChangeKind kind, string model);
}
