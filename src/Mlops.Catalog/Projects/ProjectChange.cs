namespace Mlops.Catalog.Projects;

/// <summary>A notice that something may have changed; it may come without need and cover several changes.</summary>
/// <param name="ProjectPath">The project, or null when the whole listing should be read again.</param>
public sealed record ProjectChange(string? ProjectPath);
