namespace Mlops.Tracking.LoggedModels;

/// <summary>What a logged model is (MLflow's <c>LoggedModelInfo</c>).</summary>
public sealed record LoggedModelInfo
{
    /// <summary><c>m-</c> and 32 hexadecimal digits, unique on the server.</summary>
    public required string ModelId { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The name shown to people; not unique.</summary>
    public required string Name { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the creation.</summary>
    public required long CreationTimestampMs { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the last change of its status.</summary>
    public required long LastUpdatedTimestampMs { get; init; }

    /// <summary>The URI of its files, e.g. <c>mlflow-artifacts:/1/models/{model id}/artifacts</c>.</summary>
    public required string ArtifactUri { get; init; }

    /// <summary>How far its upload has come.</summary>
    public required LoggedModelStatus Status { get; init; }

    /// <summary>What kind of model it is, as the client said; possibly empty.</summary>
    public required string ModelType { get; init; }

    /// <summary>The run that logged it, as the client said; possibly empty.</summary>
    public required string SourceRunId { get; init; }

    /// <summary>More about the status; null where nobody said.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Its tags, each key once.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];
}
