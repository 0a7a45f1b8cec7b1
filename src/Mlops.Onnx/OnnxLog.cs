using Microsoft.Extensions.Logging;

namespace Mlops.Onnx;

/// <summary>All log messages of the package; event ids 5000 to 5999.</summary>
internal static partial class OnnxLog
{
    [LoggerMessage(5000, LogLevel.Information, "ONNX model {File}: {Outcome}, {Reason}")]
    public static partial void Inspected(this ILogger logger, string file, string outcome, string reason);

    [LoggerMessage(5001, LogLevel.Warning, "ONNX model {File} could not be inspected")]
    public static partial void InspectionFailed(this ILogger logger, string file, Exception error);
}
