namespace Mlops.Tracking.LoggedModels;

/// <summary>A model that a training script logged (MLflow's <c>LoggedModel</c>).</summary>
public sealed record LoggedModel
{
    /// <summary>What it is.</summary>
    public required LoggedModelInfo Info { get; init; }

    /// <summary>What was logged about it.</summary>
    public LoggedModelData Data { get; init => field = value ?? new(); } = new();
}
