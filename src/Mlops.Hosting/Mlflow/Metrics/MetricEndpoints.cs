using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow.Runs;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Mlflow.Metrics;

/// <summary>The rpcs that read histories of metrics.</summary>
internal static class MetricEndpoints
{
    private const int MaxRuns = 100;
    private const int MaxBulkPoints = 25_000;
    private const int MaxIntervalPoints = 2500;

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("GET", "2.0/mlflow/metrics/get-history", AccessLevel.Read, Names.Run("run_id", "run_uuid"), HistoryAsync);
        routes.Message("GET", "/ajax-api/2.0/mlflow/metrics/get-history-bulk", AccessLevel.Read, Names.Runs("run_id"), BulkAsync);
        routes.Rpc("GET", "2.0/mlflow/metrics/get-history-bulk-interval", AccessLevel.Read, Names.Runs("run_ids"), IntervalAsync);
    }

    private static async Task HistoryAsync(MlflowCall call)
    {
        var request = call.Request;
        var runId = RunEndpoints.RunId(request);
        var key = request.Required("metric_key");
        var offset = PageToken.Decode(request.String("page_token"));
        var maxResults = request.Int64("max_results");
        if (maxResults is <= 0)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value {maxResults} for parameter 'max_results' supplied. It must be a positive integer");
        }

        var points = await call.Service<MetricService>().GetHistoryAsync(call.Workspace, runId, key, call.Aborted);
        var start = (int)Math.Min(offset, points.Count);
        var end = start + (int)Math.Min(points.Count - start, maxResults ?? points.Count);
        await MetricPointWriter.SendHistoryAsync(call, points, start, end, key, end < points.Count ? PageToken.Encode(end) : null);
    }

    private static async Task BulkAsync(MlflowCall call)
    {
        var request = call.Request;
        var runIds = RunIds(request);
        var key = request.String("metric_key") is { Length: > 0 } given
            ? given
            : throw MlflowException.InvalidParameterValue("GetMetricHistoryBulk request must specify a metric_key.");
        var maxResults = (int)Math.Clamp(request.Int64("max_results") ?? MaxBulkPoints, 1, MaxBulkPoints);
        var metrics = call.Service<MetricService>();
        var rows = new List<(string RunId, IReadOnlyList<MetricPoint> Points)>();
        var missing = maxResults;
        foreach (var runId in runIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (missing == 0)
            {
                break;
            }

            var points = await metrics.GetHistoryAsync(call.Workspace, runId, key, call.Aborted);
            rows.Add((runId, points.Count <= missing ? points : [.. points.Take(missing)]));
            missing -= rows[^1].Points.Count;
        }

        await MetricPointWriter.SendRunsAsync(call, rows, key);
    }

    private static async Task IntervalAsync(MlflowCall call)
    {
        var (key, samples) = await SampleAsync(call);
        await MetricPointWriter.SendRunsAsync(call, samples.Select(static sample => (sample.RunId, sample.Points)), key);
    }

    /// <summary>What <c>getMetricHistoryBulkInterval</c> answers, whatever route asked.</summary>
    public static async Task<(string Key, IReadOnlyList<MetricSample> Samples)> SampleAsync(MlflowCall call)
    {
        var request = call.Request;
        var runIds = request.Strings("run_ids");
        if (runIds.Count == 0)
        {
            throw MlflowException.InvalidParameterValue("Missing value for required parameter 'run_ids'. See the API docs for more information about request parameters.");
        }

        if (runIds.Count > MaxRuns)
        {
            throw MlflowException.InvalidParameterValue($"GetMetricHistoryBulkInterval request must specify at most {MaxRuns} run_ids. Received {runIds.Count} run_ids.");
        }

        var key = request.Required("metric_key");
        // Without a range the protocol starts at step 0.
        var (start, end) = StepRange(request) ?? (0, long.MaxValue);
        var maxResults = request.Int64("max_results") ?? MaxIntervalPoints;
        if (maxResults is < 1 or > MaxIntervalPoints)
        {
            throw MlflowException.InvalidParameterValue($"max_results must be between 1 and {MaxIntervalPoints}, got {maxResults}.");
        }

        var query = new MetricSampleQuery(runIds, key, start, end, (int)maxResults);
        return (key, await call.Service<MetricService>().GetSampleAsync(call.Workspace, query, call.Aborted));
    }

    private static IReadOnlyList<string> RunIds(MlflowMessage request)
    {
        var runIds = request.Strings("run_id");
        return runIds.Count switch
        {
            0 => throw MlflowException.InvalidParameterValue("GetMetricHistoryBulk request must specify at least one run_id."),
            > MaxRuns => throw MlflowException.InvalidParameterValue($"GetMetricHistoryBulk request cannot specify more than {MaxRuns} run_ids. Received {runIds.Count} run_ids."),
            _ => runIds,
        };
    }

    private static (long Start, long End)? StepRange(MlflowMessage request)
    {
        var start = request.Int64("start_step");
        var end = request.Int64("end_step");
        if (start is null != end is null)
        {
            throw MlflowException.InvalidParameterValue("If either start step or end step are specified, both must be specified.");
        }

        if (start > end)
        {
            throw MlflowException.InvalidParameterValue($"end_step must be greater than start_step. Found start_step={start} and end_step={end}.");
        }

        return start is null ? null : (start.Value, end!.Value);
    }
}
