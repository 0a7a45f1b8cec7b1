namespace Mlops.Catalog.Index;

/// <summary>A project whose metadata was passed over in part.</summary>
/// <param name="Project">The project's path.</param>
/// <param name="Warnings">How many warnings it has.</param>
public sealed record ProjectWarnings(string Project, long Warnings);
