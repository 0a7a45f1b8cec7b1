using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

internal sealed class MetricStore(IRelationalDatabase database, RunResolver runs, WorkspaceTable workspaces) : IMetricStore
{
    private readonly MetricSampler _sampler = new(workspaces);

    public ValueTask<IReadOnlyList<MetricPoint>> GetHistoryAsync(string workspace, string runId, string metricKey, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var run = await runs.FindAsync(session, workspace, runId);
                var history = new MetricHistory();
                await session.ForEachAsync(
                    "SELECT c.data FROM keys k JOIN metric_chunks c ON c.key_id = k.id AND c.run = @0 WHERE k.name = @1",
                    history, static (history, row) => history.Add((byte[])row.GetValue(0)), [run.Id, metricKey]);
                return history.ToSortedDistinct();
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<MetricSample>> GetSampleAsync(string workspace, MetricSampleQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(session => _sampler.SampleAsync(session, workspace, query), cancellationToken);
}
