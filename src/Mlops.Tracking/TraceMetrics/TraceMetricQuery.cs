using System.Globalization;
using System.Text.Json.Serialization;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.TraceMetrics;

/// <summary>What is measured (MLflow's <c>MetricViewType</c>).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TraceMetricView>))]
internal enum TraceMetricView
{
    /// <summary>Whole traces.</summary>
    [JsonStringEnumMemberName("TRACES")]
    Traces = 1,

    /// <summary>Their spans.</summary>
    [JsonStringEnumMemberName("SPANS")]
    Spans = 2,

    /// <summary>What was said of them.</summary>
    [JsonStringEnumMemberName("ASSESSMENTS")]
    Assessments = 3,
}

/// <summary>How values become one (MLflow's <c>AggregationType</c>).</summary>
internal enum TraceMetricAggregationType
{
    /// <summary>How many there are.</summary>
    Count = 1,

    /// <summary>Their sum.</summary>
    Sum = 2,

    /// <summary>Their mean.</summary>
    Avg = 3,

    /// <summary>The value that a part of them does not exceed, interpolated linearly.</summary>
    Percentile = 4,

    /// <summary>The smallest.</summary>
    Min = 5,

    /// <summary>The largest.</summary>
    Max = 6,
}

/// <summary>One way to make values into one.</summary>
/// <param name="Type">The way.</param>
/// <param name="Percentile">0 to 100, for <see cref="TraceMetricAggregationType.Percentile"/> only.</param>
internal sealed record TraceMetricAggregation(TraceMetricAggregationType Type, double Percentile)
{
    /// <summary>What the answer calls it: <c>COUNT</c>, <c>SUM</c>, <c>AVG</c>, <c>MIN</c>, <c>MAX</c> or <c>P95.0</c>.</summary>
    public string Label => Type == TraceMetricAggregationType.Percentile
        ? "P" + Percentile.ToString(Percentile == Math.Truncate(Percentile) ? "0.0" : "R", CultureInfo.InvariantCulture)
        : Type.ToString().ToUpperInvariant();
}

/// <summary>A parsed <c>queryTraceMetrics</c> request.</summary>
internal sealed record TraceMetricQuery
{
    /// <summary>The experiments to look in.</summary>
    public required IReadOnlyList<string> ExperimentIds { get; init; }

    /// <summary>What is measured.</summary>
    public required TraceMetricView View { get; init; }

    /// <summary>The metric, such as <c>latency</c> (milliseconds).</summary>
    public required string MetricName { get; init; }

    /// <summary>How values become one; at least one way.</summary>
    public required IReadOnlyList<TraceMetricAggregation> Aggregations { get; init; }

    /// <summary>What tells the answer's points apart.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>The comparisons that must all hold, see <see cref="TraceMetricRules.ParseFilters"/>.</summary>
    public IReadOnlyList<Comparison> Filter { get; init; } = [];

    /// <summary>Milliseconds of a bucket of time, which tells points apart too; null for none.</summary>
    public long? Interval { get; init; }

    /// <summary>The earliest start of a trace, in milliseconds since 1970, or null.</summary>
    public long? StartTime { get; init; }

    /// <summary>The latest start of a trace, in milliseconds since 1970, or null.</summary>
    public long? EndTime { get; init; }

    /// <summary>Points per page.</summary>
    public required int MaxResults { get; init; }

    /// <summary>Points to skip.</summary>
    public long Offset { get; init; }
}

/// <summary>One point of the answer (MLflow's <c>MetricDataPoint</c>).</summary>
/// <param name="MetricName">The metric.</param>
/// <param name="Dimensions">What tells it apart; <c>time_bucket</c> is the start of its bucket in ISO 8601.</param>
/// <param name="Values">A value for each aggregation, by its label.</param>
internal sealed record TraceMetricPoint(string MetricName, IReadOnlyDictionary<string, string> Dimensions, IReadOnlyDictionary<string, double> Values);

/// <summary>The answer of rpc <c>queryTraceMetrics</c>.</summary>
/// <param name="DataPoints">One page, in the order of the dimensions.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record TraceMetricsResponse(IReadOnlyList<TraceMetricPoint> DataPoints, string? NextPageToken);
