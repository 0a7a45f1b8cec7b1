namespace Mlops.Tracking.Inputs;

/// <summary>What a run read (MLflow's <c>RunInputs</c>).</summary>
public sealed record RunInputs
{
    /// <summary>The datasets.</summary>
    public IReadOnlyList<DatasetInput> DatasetInputs { get; init => field = value ?? []; } = [];

    /// <summary>The logged models.</summary>
    public IReadOnlyList<ModelInput> ModelInputs { get; init => field = value ?? []; } = [];
}
