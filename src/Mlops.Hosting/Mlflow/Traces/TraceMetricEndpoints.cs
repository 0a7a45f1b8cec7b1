using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.TraceMetrics;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>The rpc that sums up traces.</summary>
internal static class TraceMetricEndpoints
{
    private const int MaxExperiments = 1000;

    public static void Map(MlflowRoutes routes) => routes.Rpc("POST", "3.0/mlflow/traces/metrics", AccessLevel.Read, Names.Experiments("experiment_ids"), QueryAsync);

    private static async Task QueryAsync(MlflowCall call)
    {
        var request = call.Request;
        var experimentIds = request.Strings("experiment_ids");
        if (experimentIds.Count is 0 or > MaxExperiments)
        {
            throw experimentIds.Count == 0
                ? request.Missing("experiment_ids")
                : MlflowException.InvalidParameterValue($"'experiment_ids' names {experimentIds.Count} experiments; at most {MaxExperiments} may be asked for at once.");
        }

        var view = request.Enum("view_type", ProtocolEnum.TraceMetricView) ?? throw request.Missing("view_type");
        var name = request.Required("metric_name");
        var aggregations = request.List("aggregations", ReadAggregation);
        if (aggregations.Count == 0)
        {
            throw request.Missing("aggregations");
        }

        var query = new TraceMetricQuery
        {
            ExperimentIds = experimentIds,
            View = view,
            MetricName = name,
            Aggregations = aggregations,
            Dimensions = request.Strings("dimensions"),
            Filter = TraceMetricRules.ParseFilters(view, request.Strings("filters")),
            Interval = TraceMetricRules.Interval(request.Int64("time_interval_seconds")),
            StartTime = request.Int64("start_time_ms"),
            EndTime = request.Int64("end_time_ms"),
            MaxResults = TraceMetricRules.MaxResults.Resolve(request.Int64("max_results")),
            Offset = PageToken.Decode(request.String("page_token")),
        };
        var page = await call.Service<TraceMetricService>().QueryAsync(call.Workspace, query, call.Aborted);
        await call.RespondAsync(new TraceMetricsResponse(page.Items, page.NextPageToken));
    }

    private static TraceMetricAggregation ReadAggregation(MlflowMessage message)
    {
        var type = message.Enum("aggregation_type", ProtocolEnum.TraceMetricAggregationType) ?? throw message.Missing("aggregation_type");
        if (type != TraceMetricAggregationType.Percentile)
        {
            return new TraceMetricAggregation(type, 0);
        }

        var percentile = message.Double("percentile_value") ?? throw message.Missing("percentile_value");
        return percentile is >= 0 and <= 100
            ? new TraceMetricAggregation(type, percentile)
            : throw MlflowException.InvalidParameterValue($"Invalid value {percentile} for parameter 'percentile_value' supplied: it must be within 0 and 100.");
    }
}
