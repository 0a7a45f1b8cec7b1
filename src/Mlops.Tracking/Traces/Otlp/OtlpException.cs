namespace Mlops.Tracking.Traces.Otlp;

/// <summary>A trace export request that can't be taken, wholly or in part, and so is refused as a whole.</summary>
internal sealed class OtlpException : Exception
{
    private OtlpException(string message, bool isReadable)
        : base(message) => IsReadable = isReadable;

    /// <summary>Whether the request is OTLP at all, but a span of it is not one that MLflow knows.</summary>
    public bool IsReadable { get; }

    internal static OtlpException Unreadable(string reason) => new($"Invalid OpenTelemetry format: {reason}", isReadable: false);

    internal static OtlpException NotASpan(string reason) => new($"Cannot convert OpenTelemetry span to MLflow span: {reason}", isReadable: true);
}
