using System.Text.Json.Serialization;

namespace Mlops.Tracking.Traces;

/// <summary>A trace (MLflow's <c>Trace</c>).</summary>
public sealed record Trace
{
    /// <summary>What it is.</summary>
    public required TraceInfo TraceInfo { get; init; }

    /// <summary>Its spans, roots first, then in order of their start; in OTLP's JSON with snake_case names on the wire.</summary>
    [JsonConverter(typeof(SpanListConverter))]
    public IReadOnlyList<Span> Spans { get; init => field = value ?? []; } = [];
}
