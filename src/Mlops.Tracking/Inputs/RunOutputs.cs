namespace Mlops.Tracking.Inputs;

/// <summary>What a run made (MLflow's <c>RunOutputs</c>).</summary>
public sealed record RunOutputs
{
    /// <summary>The logged models.</summary>
    public IReadOnlyList<ModelOutput> ModelOutputs { get; init => field = value ?? []; } = [];
}
