using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

internal sealed class MetricStore(IRelationalDatabase database, RunRows runs, WorkspaceTable workspaces) : IMetricStore
{
    private readonly MetricSampler _sampler = new(workspaces);

    public ValueTask<IReadOnlyList<MetricPoint>> GetHistoryAsync(string workspace, string runId, string metricKey, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var run = await runs.FindAsync(session, workspace, runId);
                const string Series = "FROM keys k JOIN metric_chunks c ON c.key_id = k.id AND c.run = @0 WHERE k.name = @1";
                // A long list that grows would leave several times its size as garbage.
                var count = await session.QueryInt64Async($"SELECT CAST(sum(c.points) AS BIGINT) {Series}", [run.Id, metricKey]) ?? 0;
                var points = new List<MetricPoint>((int)Math.Min(count, int.MaxValue / 2));
                await session.ForEachAsync(
                    $"SELECT c.data {Series}",
                    points, static (points, row) => MetricChunk.Decode((byte[])row.GetValue(0), points), [run.Id, metricKey]);
                MetricPoints.SortDistinct(points);
                return (IReadOnlyList<MetricPoint>)points;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<MetricSample>> GetSampleAsync(string workspace, MetricSampleQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(session => _sampler.SampleAsync(session, workspace, query), cancellationToken);
}
