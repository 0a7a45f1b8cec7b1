using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Metrics;

/// <summary>Reads the histories of metrics.</summary>
public interface IMetricStore
{
    /// <summary>Reads every distinct point of a metric in order (rpc <c>getMetricHistory</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="metricKey">The metric's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The points by timestamp, step and value; empty for a metric never logged.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for a run unknown in the workspace.</exception>
    ValueTask<IReadOnlyList<MetricPoint>> GetHistoryAsync(string workspace, string runId, string metricKey, CancellationToken cancellationToken);
}
