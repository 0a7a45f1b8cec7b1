using System.Runtime.InteropServices;
using Mlops.Storage.Relational;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>Writes metric points: packed into the series' last row while that is small, and the point that counts as the latest.</summary>
internal static class MetricWriter
{
    // A series that is logged point by point grows in place: rows of their own would each cost an entry in the index, and all of
    // them would have to be read and deleted again to be packed.
    private const int PointsOfFullRow = 128;
    private const int PointsForOwnRow = 64;

    /// <summary>Adds the points of one series inside the open transaction.</summary>
    public static async ValueTask AddAsync(RelationalSession session, long run, long experiment, long key, List<MetricPoint> points)
    {
        var latest = SortForWriting(points);
        var isNan = double.IsNaN(latest.Value);
        await session.ExecuteAsync(
            """
            INSERT INTO latest_metrics (run, key_id, experiment_id, value, is_nan, step, timestamp) VALUES (@0, @1, @2, @3, @4, @5, @6)
            ON CONFLICT (run, key_id) DO UPDATE SET value = excluded.value, is_nan = excluded.is_nan, step = excluded.step, timestamp = excluded.timestamp
            WHERE (excluded.step, excluded.timestamp, -excluded.is_nan, excluded.value)
                > (latest_metrics.step, latest_metrics.timestamp, -latest_metrics.is_nan, latest_metrics.value)
            """,
            run, key, experiment, isNan ? 0.0 : latest.Value, isNan ? 1L : 0L, latest.Step, latest.Timestamp);
        if (points.Count >= PointsForOwnRow || !await TryAppendAsync(session, run, key, points))
        {
            await session.ExecuteAsync(
                "INSERT INTO metric_chunks (run, key_id, points, data) VALUES (@0, @1, @2, @3)", run, key, (long)points.Count, Encode(points));
        }
    }

    private static async ValueTask<bool> TryAppendAsync(RelationalSession session, long run, long key, List<MetricPoint> points)
    {
        var (id, count, data) = await session.QueryFirstAsync(
            "SELECT id, points, data FROM metric_chunks WHERE run = @0 AND key_id = @1 ORDER BY id DESC LIMIT 1",
            static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(1) < PointsOfFullRow ? (byte[])row.GetValue(2) : null),
            [run, key]);
        if (data is null)
        {
            return false;
        }

        var all = new List<MetricPoint>((int)count + points.Count);
        MetricChunk.Decode(data, all);
        all.AddRange(points);
        MetricPoints.SortDistinct(all);
        // Where several hosts write at once, another may have been quicker.
        return await session.ExecuteAsync(
            "UPDATE metric_chunks SET points = @1, data = @2 WHERE id = @0 AND points = @3 AND run = @4 AND key_id = @5",
            id, (long)all.Count, Encode(all), count, run, key) > 0;
    }

    private static byte[] Encode(List<MetricPoint> points) => MetricChunk.Encode(CollectionsMarshal.AsSpan(points));

    /// <summary>
    /// Sorts points as histories are read, drops repeated ones, and finds the latest by step, timestamp and value; NaN comes before every
    /// number.
    /// </summary>
    public static MetricPoint SortForWriting(List<MetricPoint> points)
    {
        MetricPoints.SortDistinct(points);
        var latest = points[0];
        foreach (var point in points)
        {
            var order = point.Step != latest.Step ? point.Step.CompareTo(latest.Step)
                : point.Timestamp != latest.Timestamp ? point.Timestamp.CompareTo(latest.Timestamp)
                : point.Value.CompareTo(latest.Value);
            if (order > 0)
            {
                latest = point;
            }
        }

        return latest;
    }
}
