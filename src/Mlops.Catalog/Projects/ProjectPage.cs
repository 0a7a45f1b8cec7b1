namespace Mlops.Catalog.Projects;

/// <summary>One page of a listing of projects.</summary>
/// <param name="Projects">The projects.</param>
/// <param name="NextCursor">Opaque; null on the last page.</param>
/// <param name="Total">How many there are in all, or null where the source cannot say.</param>
public sealed record ProjectPage(IReadOnlyList<ProjectReference> Projects, string? NextCursor, long? Total);
