namespace Mlops.Tracking.Metrics;

/// <summary>The histories of metrics in front of the store.</summary>
/// <param name="store">Keeps the points.</param>
internal sealed class MetricService(IMetricStore store)
{
    /// <inheritdoc cref="IMetricStore.GetHistoryAsync"/>
    public ValueTask<IReadOnlyList<MetricPoint>> GetHistoryAsync(
        string workspace, string runId, string metricKey, CancellationToken cancellationToken) =>
        store.GetHistoryAsync(workspace, runId, metricKey, cancellationToken);

    /// <inheritdoc cref="IMetricStore.GetSampleAsync"/>
    public ValueTask<IReadOnlyList<MetricSample>> GetSampleAsync(
        string workspace, MetricSampleQuery query, CancellationToken cancellationToken) =>
        store.GetSampleAsync(workspace, query, cancellationToken);
}
