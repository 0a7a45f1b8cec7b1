namespace Mlops.Tracking.Artifacts;

/// <summary>The answer of the rpcs <c>listArtifacts</c>.</summary>
/// <param name="RootUri">The <c>artifact_uri</c> of the run or logged model; null from the artifact proxy.</param>
/// <param name="Files">The entries in order of their names.</param>
public sealed record ListArtifactsResponse(string? RootUri, IReadOnlyList<ArtifactFileInfo> Files);
