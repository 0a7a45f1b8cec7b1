namespace Mlops.Benchmarks.Load;

/// <summary>What a load generator counted.</summary>
/// <param name="Answers">How many answers came.</param>
/// <param name="Seconds">In which time.</param>
/// <param name="Median">The median latency in milliseconds.</param>
/// <param name="P99">The latency in milliseconds that one in a hundred exceeds.</param>
/// <param name="Failures">Answers that tell of an error, and requests without an answer.</param>
internal sealed record LoadCounts(long Answers, double Seconds, double Median, double P99, long Failures)
{
    /// <summary>Answers per second.</summary>
    public double Rate => Answers / Seconds;
}
