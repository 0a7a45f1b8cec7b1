using CsCheck;
using Mlops.Storage.Metrics;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Tests.Metrics;

public sealed class MetricChunkTests
{
    private static readonly Gen<long> Integers = Gen.OneOf(
        Gen.Long, Gen.Long[-1000, 1000], Gen.OneOf(long.MinValue, long.MinValue + 1, -1, 0, 1, long.MaxValue - 1, long.MaxValue));

    // Any eight bytes, so that every NaN is among them.
    private static readonly Gen<double> Values = Gen.OneOf(
        Gen.Long.Select(BitConverter.Int64BitsToDouble),
        Gen.OneOf(double.NaN, -0.0, 0, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity));

    private static readonly Gen<MetricPoint[]> Points =
        Gen.Select(Integers, Integers, Values).Select((timestamp, step, value) => new MetricPoint(timestamp, step, value)).Array[0, 60];

    [Fact]
    public void Points_come_back_bit_by_bit_in_their_order() => Points.Sample(points => Bits(Decode(MetricChunk.Encode(points))).SequenceEqual(Bits(points)));

    [Fact]
    public void Regular_points_take_few_bytes()
    {
        var points = Enumerable.Range(0, 1000).Select(i => new MetricPoint(1_700_000_000_000 + (1000 * i), i, i)).ToArray();
        Assert.InRange(MetricChunk.Encode(points).Length, 8000, 12_000);
    }

    [Fact]
    public void Cut_bytes_are_refused_or_hold_the_first_points() => Gen.Select(Points, Gen.Int[0, 2000]).Sample((points, cut) =>
    {
        var bytes = MetricChunk.Encode(points);
        var decoded = TryDecode(bytes.AsSpan(0, Math.Min(cut, bytes.Length)));
        return decoded is null || Bits(decoded).SequenceEqual(Bits(points.Take(decoded.Count)));
    });

    [Fact]
    public void Damaged_bytes_are_read_or_refused_as_invalid_data() => Gen.Select(Points, Gen.Select(Gen.Int[0, 2000], Gen.Byte).Array[1, 8]).Sample((points, damage) =>
    {
        var bytes = MetricChunk.Encode(points);
        foreach (var (at, value) in damage)
        {
            bytes[at % bytes.Length] = value;
        }

        TryDecode(bytes);
    });

    [Fact]
    public void Any_bytes_are_read_or_refused_as_invalid_data() => Gen.Byte.Array[0, 64].Sample(bytes =>
    {
        TryDecode(bytes);
        TryDecode([1, .. bytes]);
        TryDecode([1, .. Enumerable.Repeat((byte)0xFF, bytes.Length)]);
    });

    [Fact]
    public void A_chunk_of_another_format_is_refused()
    {
        Assert.Null(TryDecode([]));
        Assert.Null(TryDecode([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Sorted_points_are_distinct_and_in_the_order_of_histories() => Points.Sample(points =>
    {
        var sorted = points.Concat(points.Take(points.Length / 2)).ToList();
        MetricPoints.SortDistinct(sorted);
        return sorted.SequenceEqual(points.Distinct().Order());
    });

    private static List<MetricPoint> Decode(ReadOnlySpan<byte> bytes)
    {
        var points = new List<MetricPoint>();
        MetricChunk.Decode(bytes, points);
        return points;
    }

    private static List<MetricPoint>? TryDecode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Decode(bytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static IEnumerable<(long Timestamp, long Step, long Value)> Bits(IEnumerable<MetricPoint> points) =>
        points.Select(point => (point.Timestamp, point.Step, BitConverter.DoubleToInt64Bits(point.Value)));
}
