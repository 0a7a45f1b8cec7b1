namespace Mlops.Tracking.Runs;

/// <summary>What a run is, without what it logged (MLflow's <c>RunInfo</c>).</summary>
public sealed record RunInfo
{
    /// <summary>Same as <see cref="RunId"/>; older clients read it.</summary>
    public required string RunUuid { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The name shown to people.</summary>
    public string? RunName { get; init; }

    /// <summary>Who started it, as the client said.</summary>
    public string? UserId { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public long? StartTime { get; init; }

    /// <summary>Milliseconds since the Unix epoch, or null while it runs.</summary>
    public long? EndTime { get; init; }

    /// <summary>The URI of the run's artifacts, e.g. <c>mlflow-artifacts:/1/{run id}/artifacts</c>.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary>Active or deleted.</summary>
    public required LifecycleStage LifecycleStage { get; init; }

    /// <summary>32 hexadecimal digits, unique on the server.</summary>
    public required string RunId { get; init; }
}
