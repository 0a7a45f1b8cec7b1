using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Mlops.Storage.Metrics;
using Mlops.Storage.Relational;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>
/// A series that is logged point by point gets small rows, since PostgreSQL would write a row that grows in place anew with each point.
/// Whenever so many have come together, they are packed into one.
/// </summary>
internal sealed class SeriesPacking
{
    private const int RowsBeforePacking = 128;
    // Rows of that many points cost a history little, and writing them a second time much.
    private const int SmallRow = 64;
    private const int MaxCountedSeries = 100_000;
    private readonly ConcurrentDictionary<(long Run, long Key), int> _smallRows = new();

    /// <summary>Counts a row that was added to a series.</summary>
    /// <returns>Whether so many small ones have come together that they should be packed now.</returns>
    public bool IsDue(long run, long key, int points)
    {
        if (points >= SmallRow)
        {
            return false;
        }

        if (_smallRows.Count > MaxCountedSeries)
        {
            _smallRows.Clear();
        }

        return _smallRows.AddOrUpdate((run, key), 1, static (_, rows) => rows + 1) >= RowsBeforePacking && _smallRows.TryRemove((run, key), out _);
    }

    /// <summary>Packs the small rows of a series into one. What is deleted is what is packed, whoever else adds rows meanwhile.</summary>
    public static async ValueTask<int> PackAsync(RelationalSession session, long run, long key)
    {
        var points = new List<MetricPoint>();
        await session.ForEachAsync(
            $"DELETE FROM metric_chunks WHERE run = @0 AND key_id = @1 AND points < {SmallRow} RETURNING data",
            points, static (points, row) => MetricChunk.Decode((byte[])row.GetValue(0), points), [run, key]);
        if (points.Count == 0)
        {
            return 0;
        }

        MetricPoints.SortDistinct(points);
        return await session.ExecuteAsync(
            "INSERT INTO metric_chunks (run, key_id, points, data) VALUES (@0, @1, @2, @3)",
            run, key, (long)points.Count, MetricChunk.Encode(CollectionsMarshal.AsSpan(points)));
    }
}
