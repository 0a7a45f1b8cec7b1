namespace Mlops.Catalog.Sources;

/// <summary>A file that a walk found.</summary>
/// <param name="Path">Below the project, with forward slashes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it last changed.</param>
internal readonly record struct FolderFile(string Path, long Size, DateTimeOffset Modified);
