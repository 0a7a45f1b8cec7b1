namespace Mlops.Tracking.Workspaces;

/// <summary>A workspace that something was written to, or that was created by name.</summary>
/// <param name="Path">The path of a code project; empty for the default workspace.</param>
/// <param name="Description">What it is for; null for nothing said.</param>
/// <param name="DefaultArtifactRoot">Where artifacts of experiments without a location of their own go, an <c>mlflow-artifacts:</c> or
/// other URI; null for the server's place.</param>
internal sealed record Workspace(string Path, string? Description, string? DefaultArtifactRoot);
