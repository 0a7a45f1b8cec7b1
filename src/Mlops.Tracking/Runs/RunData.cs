using Mlops.Tracking.Metrics;

namespace Mlops.Tracking.Runs;

/// <summary>What a run logged (MLflow's <c>RunData</c>).</summary>
public sealed record RunData
{
    /// <summary>The latest point of each metric.</summary>
    public IReadOnlyList<Metric> Metrics { get; init => field = value ?? []; } = [];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Param> Params { get; init => field = value ?? []; } = [];

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];
}
