using System.Collections;
using System.Runtime.InteropServices;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>
/// The points of a series, kept packed and unpacked one chunk at a time, for one reader. A list of 100,000 points would take twice the
/// memory, and lie among the large objects, which the collector frees last.
/// </summary>
internal sealed class MetricHistory : IReadOnlyList<MetricPoint>, IMetricPointBlocks
{
    private readonly List<byte[]> _chunks = [];
    // How many points come before each chunk.
    private readonly List<int> _starts = [];
    private readonly List<MetricPoint> _unpacked = [];
    private int _unpackedChunk = -1;
    private bool _isSorted = true;
    private MetricPoint _last;

    public int Count { get; private set; }

    public MetricPoint this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var at = _unpackedChunk < 0 ? -1 : index - _starts[_unpackedChunk];
            return (uint)at < (uint)_unpacked.Count ? _unpacked[at] : Unpack(index);
        }
    }

    public ReadOnlySpan<MetricPoint> BlockFrom(int index)
    {
        _ = this[index];
        return CollectionsMarshal.AsSpan(_unpacked)[(index - _starts[_unpackedChunk])..];
    }

    /// <summary>Adds a chunk.</summary>
    public void Add(byte[] chunk)
    {
        _chunks.Add(chunk);
        _starts.Add(Count);
        var reader = new MetricChunkReader(chunk);
        while (reader.Read())
        {
            var point = reader.Point;
            _isSorted &= Count == 0 || _last.CompareTo(point) < 0;
            _last = point;
            Count++;
        }
    }

    /// <summary>The points by timestamp, step and value, one of equal ones; mostly they are so already.</summary>
    public IReadOnlyList<MetricPoint> ToSortedDistinct()
    {
        if (_isSorted)
        {
            return this;
        }

        var points = new List<MetricPoint>(Count);
        _chunks.ForEach(chunk => MetricChunk.Decode(chunk, points));
        MetricPoints.SortDistinct(points);
        return points;
    }

    public IEnumerator<MetricPoint> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private MetricPoint Unpack(int index)
    {
        var found = _starts.BinarySearch(index);
        // Of chunks that start at the same point, the last one is not empty.
        _unpackedChunk = found < 0 ? ~found - 1 : _starts.LastIndexOf(index);
        _unpacked.Clear();
        MetricChunk.Decode(_chunks[_unpackedChunk], _unpacked);
        return _unpacked[index - _starts[_unpackedChunk]];
    }
}
