using Mlops.Tracking.Metrics;

namespace Mlops.Tracking.Runs;

/// <summary>What <c>logBatch</c> and its single-value siblings add to a run, all or nothing.</summary>
/// <param name="Metrics">Metric points.</param>
/// <param name="Params">Parameters.</param>
/// <param name="Tags">Tags; the last of a key wins.</param>
public sealed record RunBatch(IReadOnlyList<Metric> Metrics, IReadOnlyList<Param> Params, IReadOnlyList<Tag> Tags)
{
    /// <summary>True for the single-value route <c>logParam</c>, whose conflict message differs.</summary>
    public bool SingleParam { get; init; }
}
