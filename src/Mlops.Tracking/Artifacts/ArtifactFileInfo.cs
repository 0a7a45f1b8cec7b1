namespace Mlops.Tracking.Artifacts;

/// <summary>A file or directory in a listing (message <c>FileInfo</c> of service.proto).</summary>
/// <param name="Path">Relative to the run's artifact root (<c>listArtifacts</c> of a run), or the bare name (of the artifact
/// proxy).</param>
/// <param name="IsDir">Whether it is a directory.</param>
/// <param name="FileSize">The length in bytes; null for a directory and for an empty file, as MLflow leaves it out.</param>
public sealed record ArtifactFileInfo(string Path, bool IsDir, long? FileSize)
{
    internal static ArtifactFileInfo Of(ArtifactEntry entry, ArtifactPath directory) => new(
        directory.IsRoot ? entry.Name : $"{directory.Value}/{entry.Name}",
        entry.IsDirectory,
        entry.Size > 0 ? entry.Size : null);
}
