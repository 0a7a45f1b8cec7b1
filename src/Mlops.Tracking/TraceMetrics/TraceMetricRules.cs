using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.TraceMetrics;

/// <summary>Which metrics there are, and what may be asked of each.</summary>
internal static class TraceMetricRules
{
    private const long MaxIntervalSeconds = 10_000_000_000;
    private const int MaxListed = 50;

    private static readonly string[] TraceNames = ["trace_name"];
    private static readonly string[] Models = ["span_model_name", "span_model_provider"];

    private static readonly Dictionary<(TraceMetricView View, string Name), (bool IsCount, string[] Dimensions)> Metrics = new()
    {
        [(TraceMetricView.Traces, "trace_count")] = (true, ["trace_name", "trace_status"]),
        [(TraceMetricView.Traces, "latency")] = (false, TraceNames),
        [(TraceMetricView.Traces, "input_tokens")] = (false, TraceNames),
        [(TraceMetricView.Traces, "output_tokens")] = (false, TraceNames),
        [(TraceMetricView.Traces, "total_tokens")] = (false, TraceNames),
        [(TraceMetricView.Traces, "cache_read_input_tokens")] = (false, TraceNames),
        [(TraceMetricView.Traces, "cache_creation_input_tokens")] = (false, TraceNames),
        [(TraceMetricView.Spans, "span_count")] = (true, ["span_name", "span_type", "span_status", .. Models]),
        [(TraceMetricView.Spans, "latency")] = (false, ["span_name", "span_status"]),
        [(TraceMetricView.Spans, "input_cost")] = (false, Models),
        [(TraceMetricView.Spans, "output_cost")] = (false, Models),
        [(TraceMetricView.Spans, "total_cost")] = (false, Models),
        [(TraceMetricView.Assessments, "assessment_count")] = (true, ["assessment_name", "assessment_value"]),
        [(TraceMetricView.Assessments, "assessment_value")] = (false, ["assessment_name"]),
    };

    /// <summary><c>max_results</c>: 1000 unless told otherwise, at most 50000.</summary>
    public static PageLimit MaxResults { get; } = new(1000, 50_000, PageLimitTexts.Plain);

    /// <summary>
    /// Parses filters: <c>trace.status</c>, <c>trace.tag.key</c>, <c>trace.metadata.key</c>, <c>span.name</c>, <c>span.status</c>,
    /// <c>span.type</c>, <c>assessment.name</c>, <c>assessment.type</c>, each with <c>=</c> and a quoted text.
    /// </summary>
    /// <param name="view">What is measured; spans and assessments can only be filtered where they are.</param>
    /// <param name="filters">The filters, one comparison each.</param>
    /// <returns>The comparisons; of <see cref="EntityKind.Feedback"/> where they are about assessments, with the keys <c>name</c> and
    /// <c>type</c>.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static IReadOnlyList<Comparison> ParseFilters(TraceMetricView view, IReadOnlyList<string> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        CheckCount("filters", filters.Count);
        var comparisons = new List<Comparison>(filters.Count);
        foreach (var filter in filters)
        {
            var parsed = FilterParser.Parse(filter, TraceMetricFilterRules.Instance);
            if (parsed.Length != 1)
            {
                throw MlflowException.InvalidParameterValue($"Invalid filter: '{PythonText.Cut(filter)}'. Expected one filter clause.");
            }

            if ((parsed[0].Entity == EntityKind.Span && view != TraceMetricView.Spans) || (parsed[0].Entity == EntityKind.Feedback && view != TraceMetricView.Assessments))
            {
                var (what, where) = parsed[0].Entity == EntityKind.Span ? ("span", "SPANS") : ("assessment", "ASSESSMENTS");
                throw MlflowException.InvalidParameterValue($"Filtering by {what} is only supported for {where} view type, got {view.ToString().ToUpperInvariant()}");
            }

            comparisons.Add(parsed[0]);
        }

        return comparisons;
    }

    /// <summary>Checks a query.</summary>
    /// <param name="query">The query.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a metric that the view does not have, and for what can't be
    /// asked of it.</exception>
    public static void Check(TraceMetricQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckCount("aggregations", query.Aggregations.Count);
        CheckCount("dimensions", query.Dimensions.Count);
        if (!Metrics.TryGetValue((query.View, query.MetricName), out var metric))
        {
            var known = Metrics.Keys.Where(key => key.View == query.View).Select(static key => key.Name).ToArray();
            throw MlflowException.InvalidParameterValue($"metric_name must be one of {PythonText.List(known)}, got '{PythonText.Cut(query.MetricName)}'");
        }

        var refused = query.Aggregations.Where(aggregation => (aggregation.Type == TraceMetricAggregationType.Count) != metric.IsCount).Select(static aggregation => aggregation.Type.ToString().ToUpperInvariant());
        if (refused.Distinct().Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } types)
        {
            string[] supported = metric.IsCount ? ["COUNT"] : ["AVG", "MAX", "MIN", "PERCENTILE", "SUM"];
            throw MlflowException.InvalidParameterValue($"Found invalid aggregation_type(s): {PythonText.List(types)}. Supported aggregation types: {PythonText.List(supported)}");
        }

        if (query.Dimensions.Except(metric.Dimensions, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } dimensions)
        {
            throw MlflowException.InvalidParameterValue(
                $"Found invalid dimension(s): {PythonText.List(dimensions)}. Supported dimensions: {PythonText.List([.. metric.Dimensions.Order(StringComparer.Ordinal)])}");
        }

        if (query.Interval is not null && (query.StartTime is null || query.EndTime is null))
        {
            throw MlflowException.InvalidParameterValue("start_time_ms and end_time_ms are required if time_interval_seconds is set");
        }
    }

    /// <summary>The milliseconds of a bucket of time.</summary>
    /// <param name="seconds">The request's <c>time_interval_seconds</c>.</param>
    /// <returns>Milliseconds; null where there are no buckets.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a negative or endless one.</exception>
    public static long? Interval(long? seconds) => seconds is null or 0 ? null
        : seconds is > 0 and <= MaxIntervalSeconds ? seconds * 1000
        : throw MlflowException.InvalidParameterValue($"Invalid value {seconds} for parameter 'time_interval_seconds' supplied: it must be within 0 and {MaxIntervalSeconds}.");

    private static void CheckCount(string field, int count)
    {
        if (count > MaxListed)
        {
            throw MlflowException.InvalidParameterValue($"'{field}' holds {count} entries; at most {MaxListed} are allowed.");
        }
    }
}
