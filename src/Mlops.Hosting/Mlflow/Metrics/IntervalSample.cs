using Mlops.Tracking.Metrics;

namespace Mlops.Hosting.Mlflow.Metrics;

/// <summary>
/// Thins histories for a chart as <c>getMetricHistoryBulkInterval</c> does: the union of the runs' steps is sampled evenly, and
/// every run keeps its first and last step.
/// </summary>
internal static class IntervalSample
{
    private const int MaxRowsPerRun = 25_000;

    public static IEnumerable<KeyValuePair<string, MetricPoint>> Take(
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<MetricPoint>>> histories, (long Start, long End)? range, int maxResults)
    {
        // Without a range the protocol starts at step 0.
        var (start, end) = range ?? (0, long.MaxValue);
        var steps = new SortedSet<long>();
        var kept = new HashSet<long>();
        foreach (var (_, points) in histories)
        {
            long? min = null, max = null;
            foreach (var point in points)
            {
                if (point.Step >= start && point.Step <= end)
                {
                    steps.Add(point.Step);
                    min = Math.Min(min ?? point.Step, point.Step);
                    max = Math.Max(max ?? point.Step, point.Step);
                }
            }

            if (min is not null)
            {
                kept.Add(min.Value);
                kept.Add(max!.Value);
            }
        }

        var all = steps.ToArray();
        if (all.Length <= maxResults)
        {
            kept.UnionWith(all);
        }
        else
        {
            var interval = (double)all.Length / maxResults;
            for (var i = 0; i < maxResults; i++)
            {
                kept.Add(all[(int)(i * interval)]);
            }

            kept.Add(all[^1]);
        }

        return histories.SelectMany(history => history.Value
            .Where(point => kept.Contains(point.Step))
            .OrderBy(point => point.Step).ThenBy(point => point.Timestamp).ThenBy(point => point.Value)
            .Take(MaxRowsPerRun)
            .Select(point => KeyValuePair.Create(history.Key, point)));
    }
}
