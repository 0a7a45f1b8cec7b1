using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Metrics;

/// <summary>Reads the histories of metrics.</summary>
internal interface IMetricStore
{
    /// <summary>Reads every distinct point of a metric in order (rpc <c>getMetricHistory</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="metricKey">The metric's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The points by timestamp, step and value; empty for a metric never logged.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for a run unknown in the workspace.</exception>
    ValueTask<IReadOnlyList<MetricPoint>> GetHistoryAsync(string workspace, string runId, string metricKey, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the points of several runs that a thinned chart shows (rpc <c>getMetricHistoryBulkInterval</c>): those at steps that are
    /// sampled evenly from the union of all runs' steps in the range, at the last of these, and at the first and last step of every run.
    /// </summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="query">The runs, the metric, the range and the number of steps.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One sample for every run asked for, in that order; at most <see cref="MetricSampleQuery.MaxPointsPerRun"/> points
    /// each.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for a run unknown in the workspace.</exception>
    ValueTask<IReadOnlyList<MetricSample>> GetSampleAsync(string workspace, MetricSampleQuery query, CancellationToken cancellationToken);
}
