namespace Mlops.Catalog.Projects;

/// <summary>A file of a project.</summary>
/// <param name="Path">Its path in the project, with forward slashes, e.g. <c>data/train.csv</c>.</param>
/// <param name="Size">Bytes, or null where the source does not say.</param>
public sealed record ProjectFile(string Path, long? Size);
