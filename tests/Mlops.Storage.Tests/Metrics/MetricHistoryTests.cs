using CsCheck;
using Mlops.Storage.Metrics;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Tests.Metrics;

public sealed class MetricHistoryTests
{
    // Few values, so that points meet.
    private static readonly Gen<MetricPoint[][]> Chunks = Gen.Select(Gen.Long[0, 30], Gen.Long[0, 2], Gen.OneOf(0.5, double.NaN))
        .Select((timestamp, step, value) => new MetricPoint(timestamp, step, value)).Array[0, 8].Array[0, 8];

    private static readonly Gen<MetricPoint[][]> SortedChunks = Gen.Int[0, 9].Array[0, 12].Select(static lengths =>
    {
        var next = 0L;
        return lengths.Select(length => Enumerable.Range(0, length).Select(_ => new MetricPoint(next++, 0, 1)).ToArray()).ToArray();
    });

    [Fact]
    public void Points_come_sorted_and_once_whatever_chunks_they_lay_in() => Gen.OneOf(Chunks, SortedChunks).Sample(chunks =>
    {
        var expected = chunks.SelectMany(static chunk => chunk).ToList();
        MetricPoints.SortDistinct(expected);
        return History(chunks).ToSortedDistinct().SequenceEqual(expected);
    });

    [Fact]
    public void A_point_is_found_by_its_place_in_any_order_of_asking() => Gen.Select(SortedChunks, Gen.Int[0, 200].Array[0, 20]).Sample((chunks, places) =>
    {
        var history = History(chunks);
        return places.Where(place => place < history.Count).All(place => history[place].Timestamp == place);
    });

    [Fact]
    public void There_is_no_point_before_the_first_and_after_the_last()
    {
        var history = History([[new MetricPoint(1, 1, 1)]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => history[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => history[1]);
    }

    private static MetricHistory History(MetricPoint[][] chunks)
    {
        var history = new MetricHistory();
        foreach (var chunk in chunks)
        {
            history.Add(MetricChunk.Encode(chunk));
        }

        return history;
    }
}
