using System.Text.Json.Serialization;
using Mlops.Tracking.Json;

namespace Mlops.Tracking.Metrics;

/// <summary>One point of a metric (MLflow's <c>Metric</c>).</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Value">The value; NaN is written as the text <c>"NaN"</c>, infinities are stored as the largest finite doubles.</param>
/// <param name="Timestamp">Milliseconds since the Unix epoch.</param>
/// <param name="Step">The training step, any 64-bit integer.</param>
public sealed record Metric(
    [property: JsonPropertyOrder(-2)] string Key,
    double Value,
    long Timestamp,
    long Step)
{
    /// <summary>The value. A negative zero is a zero, since not every database tells them apart.</summary>
    [JsonPropertyOrder(-1)]
    [JsonConverter(typeof(MetricValueConverter))]
    public double Value { get; init => field = value + 0.0; } = Value + 0.0;

    /// <summary>The run, where an answer holds points of several.</summary>
    public string? RunId { get; init; }

    /// <summary>The logged model the point is about.</summary>
    public string? ModelId { get; init; }

    /// <summary>The dataset the point was computed on.</summary>
    public string? DatasetName { get; init; }

    /// <summary>The digest of that dataset.</summary>
    public string? DatasetDigest { get; init; }
}
