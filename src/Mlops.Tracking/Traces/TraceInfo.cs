using System.Text.Json.Serialization;
using Mlops.Tracking.Assessments;

namespace Mlops.Tracking.Traces;

/// <summary>What a trace is, without its spans (MLflow's <c>TraceInfoV3</c>).</summary>
public sealed record TraceInfo
{
    /// <summary>The id that the client gave, <c>tr-</c> and 32 hexadecimal digits as a rule; unique within a workspace.</summary>
    public required string TraceId { get; init; }

    /// <summary>The client's own id of the request, if it gave one.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>Where it lives.</summary>
    public required TraceLocation TraceLocation { get; init; }

    /// <summary>The beginning of what was asked, at most 1000 characters.</summary>
    public string? RequestPreview { get; init; }

    /// <summary>The beginning of what was answered, at most 1000 characters.</summary>
    public string? ResponsePreview { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the start; RFC 3339 on the wire.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public required long RequestTime { get; init; }

    /// <summary>How long it took in milliseconds, once it has ended; seconds such as <c>0.219s</c> on the wire.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public long? ExecutionDuration { get; init; }

    /// <summary>How it went.</summary>
    public required TraceState State { get; init; }

    /// <summary>What was true of it from the start; written once.</summary>
    public IReadOnlyDictionary<string, string> TraceMetadata { get; init => field = value ?? Empty; } = Empty;

    /// <summary>What may be said of it later.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init => field = value ?? Empty; } = Empty;

    /// <summary>What was said of it, the oldest first.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init => field = value ?? []; } = [];

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
