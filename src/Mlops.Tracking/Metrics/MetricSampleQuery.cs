namespace Mlops.Tracking.Metrics;

/// <summary>Asks for thinned histories of one metric over several runs (rpc <c>getMetricHistoryBulkInterval</c>).</summary>
/// <param name="RunIds">The runs; the answer keeps their order.</param>
/// <param name="MetricKey">The metric's name.</param>
/// <param name="StartStep">The first step of interest; without a range the protocol starts at step 0.</param>
/// <param name="EndStep">The last step of interest.</param>
/// <param name="MaxSteps">How many steps to sample from the union of the runs' steps, from 1 on.</param>
internal sealed record MetricSampleQuery(IReadOnlyList<string> RunIds, string MetricKey, long StartStep, long EndStep, int MaxSteps)
{
    /// <summary>The most points the answer holds for one run.</summary>
    public const int MaxPointsPerRun = 25_000;
}
