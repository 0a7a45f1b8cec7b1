using Mlops.Benchmarks.Load;

namespace Mlops.Benchmarks.Compare;

/// <summary>What the slices of one scenario yielded on one server.</summary>
internal sealed class ComparedCounts
{
    private readonly List<LoadCounts> _slices = [];
    private TimeSpan _processorTime;

    public long Answers => _slices.Sum(static slice => slice.Answers);

    public long Failures => _slices.Sum(static slice => slice.Failures);

    /// <summary>Answers per second, over all slices.</summary>
    public double Rate => Answers / Math.Max(1e-9, _slices.Sum(static slice => slice.Seconds));

    /// <summary>The median of the slices' medians, in milliseconds.</summary>
    public double Median => MedianOf(static slice => slice.Median);

    /// <summary>The median of the slices' 99th percentiles, in milliseconds.</summary>
    public double P99 => MedianOf(static slice => slice.P99);

    /// <summary>The processor time of the server's processes per answer, in microseconds.</summary>
    public double ProcessorMicroseconds => _processorTime.TotalMicroseconds / Math.Max(1, Answers);

    /// <summary>The number of the next request, so that nothing is written twice.</summary>
    public long Next { get; private set; }

    public void Add(LoadCounts slice, TimeSpan processorTime, int connections)
    {
        _slices.Add(slice);
        _processorTime += processorTime;
        Skip(slice.Answers + connections);
    }

    /// <summary>Passes over the numbers of requests that were sent without being counted.</summary>
    public void Skip(long requests) => Next += requests;

    private double MedianOf(Func<LoadCounts, double> figure)
    {
        var sorted = _slices.Select(figure).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }
}
