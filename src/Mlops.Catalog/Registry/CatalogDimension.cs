namespace Mlops.Catalog.Registry;

/// <summary>A dimension of a tensor: a size, a symbolic name, both or neither.</summary>
/// <param name="Size">The fixed size, or null.</param>
/// <param name="Name">The symbolic name, e.g. <c>batch_size</c>, or null.</param>
public sealed record CatalogDimension(long? Size, string? Name);
