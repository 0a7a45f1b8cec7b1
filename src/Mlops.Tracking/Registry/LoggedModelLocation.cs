namespace Mlops.Tracking.Registry;

/// <summary>Where a logged model is and where it came from.</summary>
/// <param name="ArtifactLocation">The URI of its files.</param>
/// <param name="SourceRunId">The run that logged it, or empty.</param>
public sealed record LoggedModelLocation(string ArtifactLocation, string SourceRunId);
