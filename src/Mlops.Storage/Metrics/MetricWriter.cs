using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Mlops.Storage.Relational;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>Writes metric points: a packed row per series and batch, and the point that counts as the latest.</summary>
internal sealed class MetricWriter
{
    // A series that is logged point by point is packed again whenever so many small rows have come together.
    private const int RowsBeforePacking = 128;
    private const int SmallRow = 1024;
    private const int MaxCountedSeries = 100_000;
    private readonly ConcurrentDictionary<(long Run, long Key), int> _smallRows = new();

    /// <summary>Adds the points of one series inside the open transaction.</summary>
    public async ValueTask AddAsync(RelationalSession session, long run, long experiment, long key, List<MetricPoint> points)
    {
        var latest = Sort(points);
        await session.ExecuteAsync(
            "INSERT INTO metric_chunks (run, key_id, points, data) VALUES (@0, @1, @2, @3)",
            run, key, points.Count, MetricChunk.Encode(CollectionsMarshal.AsSpan(points)));
        var isNan = double.IsNaN(latest.Value);
        await session.ExecuteAsync(
            """
            INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp) VALUES (@0, @1, @2, @3, @4, @5, @6)
            ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value, is_nan = excluded.is_nan, step = excluded.step, timestamp = excluded.timestamp
            WHERE (excluded.step, excluded.timestamp, excluded.value) > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)
            """,
            run, key, experiment, isNan ? 0.0 : latest.Value, isNan ? 1 : 0, latest.Step, latest.Timestamp);
        if (points.Count < SmallRow)
        {
            await CountAsync(session, run, key);
        }
    }

    /// <summary>Sorts points as histories are read, drops repeated ones, and finds the latest by step, timestamp and value.</summary>
    private static MetricPoint Sort(List<MetricPoint> points)
    {
        MetricPoints.SortDistinct(points);
        var latest = points[0];
        foreach (var point in points)
        {
            var order = point.Step != latest.Step ? point.Step.CompareTo(latest.Step)
                : point.Timestamp != latest.Timestamp ? point.Timestamp.CompareTo(latest.Timestamp)
                : ComparableValue(point).CompareTo(ComparableValue(latest));
            if (order > 0)
            {
                latest = point;
            }
        }

        return latest;
    }

    private static double ComparableValue(MetricPoint point) => double.IsNaN(point.Value) ? 0 : point.Value;

    private async ValueTask CountAsync(RelationalSession session, long run, long key)
    {
        if (_smallRows.Count > MaxCountedSeries)
        {
            _smallRows.Clear();
        }

        if (_smallRows.AddOrUpdate((run, key), 1, static (_, rows) => rows + 1) >= RowsBeforePacking)
        {
            _smallRows.TryRemove((run, key), out _);
            await PackAsync(session, run, key);
        }
    }

    private static async ValueTask PackAsync(RelationalSession session, long run, long key)
    {
        var points = new List<MetricPoint>();
        await session.ForEachAsync(
            $"SELECT data FROM metric_chunks WHERE run = @0 AND key_id = @1 AND points < {SmallRow}",
            points, static (points, row) => MetricChunk.Decode((byte[])row.GetValue(0), points), [run, key]);
        MetricPoints.SortDistinct(points);
        await session.ExecuteAsync($"DELETE FROM metric_chunks WHERE run = @0 AND key_id = @1 AND points < {SmallRow}", run, key);
        await session.ExecuteAsync(
            "INSERT INTO metric_chunks (run, key_id, points, data) VALUES (@0, @1, @2, @3)",
            run, key, points.Count, MetricChunk.Encode(CollectionsMarshal.AsSpan(points)));
    }
}
