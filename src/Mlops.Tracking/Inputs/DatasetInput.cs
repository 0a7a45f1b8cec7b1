namespace Mlops.Tracking.Inputs;

/// <summary>A dataset as an input of a run (MLflow's <c>DatasetInput</c>).</summary>
public sealed record DatasetInput
{
    /// <summary>Tags of this use, such as <c>mlflow.data.context</c>.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The dataset.</summary>
    public required Dataset Dataset { get; init; }
}
