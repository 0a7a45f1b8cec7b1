namespace Mlops.Tracking.TraceMetrics;

/// <summary>The rules of the trace-metric rpc in front of the store.</summary>
/// <param name="store">Aggregates over the traces.</param>
internal sealed class TraceMetricService(ITraceMetricStore store)
{
    /// <inheritdoc cref="ITraceMetricStore.QueryAsync"/>
    public ValueTask<Page<TraceMetricPoint>> QueryAsync(string workspace, TraceMetricQuery query, CancellationToken cancellationToken)
    {
        TraceMetricRules.Check(query);
        return store.QueryAsync(workspace, query, cancellationToken);
    }
}
