using System.Text.Json.Serialization;

namespace Mlops.Tracking.Registry;

/// <summary>One version of a registered model (MLflow's <c>ModelVersion</c>).</summary>
public sealed record ModelVersion
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>Decimal number, counted from 1 within the model; never given twice.</summary>
    public required string Version { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the creation.</summary>
    public required long CreationTimestamp { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the last change.</summary>
    public long LastUpdatedTimestamp { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public ModelStage CurrentStage { get; init; }

    /// <summary>Text for people; null after an update that named none.</summary>
    public string? Description { get; init; }

    /// <summary>The URI it was registered from, as the caller sent it.</summary>
    public string Source { get; init => field = value ?? ""; } = "";

    /// <summary>The run that made it; empty where none is known.</summary>
    public string RunId { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it may be used.</summary>
    public required ModelVersionStatus Status { get; init; }

    /// <summary>What the inspection said; null where there was none.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>The version's tags, each key once.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>A link to the run on another server; empty where none was given.</summary>
    public string RunLink { get; init => field = value ?? ""; } = "";

    /// <summary>The version's aliases, in the order of the names.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Where the files are: <see cref="Source"/> after <c>models:</c> and <c>runs:</c> are followed. Not on the wire.</summary>
    [JsonIgnore]
    public string StorageLocation { get; init; } = "";
}
