namespace Mlops.Catalog.Registry;

/// <summary>An input or output of a model's graph.</summary>
/// <param name="Name">The name in the graph.</param>
/// <param name="DataType">A data type of STAC, e.g. <c>float32</c>; <c>other</c> for what it lacks.</param>
/// <param name="Shape">The dimensions, outermost first; empty for a scalar; null when unknown.</param>
public sealed record CatalogTensor(string Name, string DataType, IReadOnlyList<CatalogDimension>? Shape);
