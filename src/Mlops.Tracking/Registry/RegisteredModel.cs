namespace Mlops.Tracking.Registry;

/// <summary>A named line of model versions (MLflow's <c>RegisteredModel</c>).</summary>
public sealed record RegisteredModel
{
    /// <summary>Unique within its workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the creation.</summary>
    public long CreationTimestamp { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the last change to it or to the set of its versions.</summary>
    public long LastUpdatedTimestamp { get; init; }

    /// <summary>Text for people; null where there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The highest version in each stage that has one.</summary>
    public IReadOnlyList<ModelVersion> LatestVersions { get; init => field = value ?? []; } = [];

    /// <summary>The model's tags, each key once.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Names for versions, in the order of the names.</summary>
    public IReadOnlyList<RegisteredModelAlias> Aliases { get; init => field = value ?? []; } = [];
}
