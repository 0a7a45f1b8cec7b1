namespace Mlops.Tracking.Registry;

/// <summary>What <c>createModelVersion</c> asks for, with the source checked and followed.</summary>
internal sealed record NewModelVersion
{
    /// <summary>The registered model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The source as the caller sent it.</summary>
    public required string Source { get; init; }

    /// <summary>Where the files are.</summary>
    public required string StorageLocation { get; init; }

    /// <summary>The run that made it, or empty.</summary>
    public string RunId { get; init; } = "";

    /// <summary>A link to the run on another server, or empty.</summary>
    public string RunLink { get; init; } = "";

    /// <summary>Text for people, or empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The first tags; of several with one key the last counts.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>
    /// The logged model in whose tag <c>mlflow.modelVersions</c> the version is noted, in the same transaction; or empty.
    /// </summary>
    public string LoggedModelId { get; init; } = "";

    /// <summary>Whether the version waits for an inspection before it is ready; the wait is stored with it.</summary>
    public bool AwaitsInspection { get; init; }
}
