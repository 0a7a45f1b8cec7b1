namespace Mlops.Tracking.Experiments;

/// <summary>What <c>createExperiment</c> asks for.</summary>
/// <param name="Name">The wished name; not empty.</param>
/// <param name="ArtifactLocation">The artifact root, or null for the server's own.</param>
/// <param name="Tags">The first tags.</param>
public sealed record NewExperiment(string Name, string? ArtifactLocation, IReadOnlyList<Tag> Tags);
