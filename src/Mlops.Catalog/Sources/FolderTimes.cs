namespace Mlops.Catalog.Sources;

/// <summary>When a folder was made and last changed.</summary>
/// <param name="CreatedAt">The first change that it was in.</param>
/// <param name="UpdatedAt">The last change in it.</param>
/// <param name="Revision">Opaque; another one means that the times may be others.</param>
public sealed record FolderTimes(DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string Revision);
