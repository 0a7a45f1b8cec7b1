namespace Mlops.Tracking.Registry;

/// <summary>A source that was followed to where the files are.</summary>
/// <param name="StorageLocation">A URI.</param>
/// <param name="RunId">The run that the source tells of, or empty.</param>
internal sealed record ResolvedSource(string StorageLocation, string RunId);
