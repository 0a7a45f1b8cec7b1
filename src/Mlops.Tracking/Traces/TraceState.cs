using System.Text.Json.Serialization;

namespace Mlops.Tracking.Traces;

/// <summary>How a trace went (MLflow's <c>TraceInfoV3.State</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TraceState>))]
public enum TraceState
{
    /// <summary>Nobody said.</summary>
    [JsonStringEnumMemberName("STATE_UNSPECIFIED")]
    Unspecified = 0,

    /// <summary>It ended well.</summary>
    [JsonStringEnumMemberName("OK")]
    Ok = 1,

    /// <summary>It ended with an error.</summary>
    [JsonStringEnumMemberName("ERROR")]
    Error = 2,

    /// <summary>Its root span has not ended.</summary>
    [JsonStringEnumMemberName("IN_PROGRESS")]
    InProgress = 3,
}
