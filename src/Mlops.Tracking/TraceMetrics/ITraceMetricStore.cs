namespace Mlops.Tracking.TraceMetrics;

/// <summary>Sums up traces, their spans and what was said of them, per workspace.</summary>
internal interface ITraceMetricStore
{
    /// <summary>Answers rpc <c>queryTraceMetrics</c>.</summary>
    /// <param name="workspace">The workspace path; experiments of other workspaces yield nothing.</param>
    /// <param name="query">What to sum up; already checked.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<TraceMetricPoint>> QueryAsync(string workspace, TraceMetricQuery query, CancellationToken cancellationToken);
}
