using BenchmarkDotNet.Attributes;
using Mlops.Tracking.Search;

namespace Mlops.Benchmarks.Micro;

/// <summary>The filter language.</summary>
[MemoryDiagnoser]
public class FilterParsing
{
    private static readonly string[] Order = ["metrics.acc DESC", "start_time ASC"];

    [Benchmark]
    public int Short() => RunSearch.ParseFilter("metrics.acc > 0.9 and params.lr = '0.01'").Comparisons.Length;

    [Benchmark]
    public int Long() => RunSearch.ParseFilter(
        "attributes.status = 'FINISHED' AND metrics.`val acc` >= 0.95 AND params.optimizer ILIKE 'adam%' AND tags.team != 't1' AND tags.note IS NOT NULL AND attributes.start_time > 1700000000000").Comparisons.Length;

    [Benchmark]
    public int OrderBy() => RunSearch.ParseOrderBy(Order).Length;
}
