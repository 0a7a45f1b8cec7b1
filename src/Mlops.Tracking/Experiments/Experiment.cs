namespace Mlops.Tracking.Experiments;

/// <summary>A named group of runs (MLflow's <c>Experiment</c> message).</summary>
public sealed record Experiment
{
    /// <summary>Decimal number as text, unique on the server; <c>"0"</c> is the default experiment of the default workspace.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Unique within its workspace, deleted experiments included.</summary>
    public required string Name { get; init; }

    /// <summary>The URI below which its runs keep their artifacts, e.g. <c>mlflow-artifacts:/1</c>.</summary>
    public required string ArtifactLocation { get; init; }

    /// <summary>Active or deleted.</summary>
    public required LifecycleStage LifecycleStage { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the last change.</summary>
    public long? LastUpdateTime { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the creation.</summary>
    public long? CreationTime { get; init; }

    /// <summary>The experiment's tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];
}
