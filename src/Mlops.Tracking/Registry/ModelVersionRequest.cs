namespace Mlops.Tracking.Registry;

/// <summary>A <c>createModelVersion</c> request as the caller sent it.</summary>
/// <param name="Name">The registered model's name.</param>
/// <param name="Source">The URI of the files.</param>
/// <param name="RunId">The run that made them, or empty.</param>
/// <param name="RunLink">A link to the run on another server, or empty.</param>
/// <param name="Description">Text for people, or empty.</param>
/// <param name="ModelId">The logged model's id, or empty.</param>
/// <param name="Tags">The first tags.</param>
public sealed record ModelVersionRequest(
    string Name, string Source, string RunId, string RunLink, string Description, string ModelId, IReadOnlyList<Tag> Tags);
