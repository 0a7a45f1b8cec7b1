namespace Mlops.Tracking.Artifacts;

/// <summary>A file or directory in an <see cref="IArtifactStore"/>.</summary>
/// <param name="Name">Its own name, without the directories above it.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Size">The length in bytes; 0 for a directory.</param>
/// <param name="LastModified">When it was stored.</param>
public sealed record ArtifactEntry(string Name, bool IsDirectory, long Size, DateTimeOffset LastModified);
