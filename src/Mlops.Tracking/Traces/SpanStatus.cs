namespace Mlops.Tracking.Traces;

/// <summary>How a span ended (OpenTelemetry's <c>Status.StatusCode</c>).</summary>
public enum SpanStatus
{
    /// <summary>Nobody said.</summary>
    Unset = 0,

    /// <summary>It ended well.</summary>
    Ok = 1,

    /// <summary>It ended with an error.</summary>
    Error = 2,
}
