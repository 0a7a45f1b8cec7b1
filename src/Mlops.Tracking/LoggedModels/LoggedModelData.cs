using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Tracking.LoggedModels;

/// <summary>What was logged about a model (MLflow's <c>LoggedModelData</c>).</summary>
public sealed record LoggedModelData
{
    /// <summary>Its parameters, each key once.</summary>
    public IReadOnlyList<Param> Params { get; init => field = value ?? []; } = [];

    /// <summary>Every metric point that was logged with its id, by any run, in order of key, timestamp and step.</summary>
    public IReadOnlyList<Metric> Metrics { get; init => field = value ?? []; } = [];
}
