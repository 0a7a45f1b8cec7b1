namespace Mlops.Tracking.Registry;

/// <summary>
/// One dimension of a tensor: a size, a name (<c>dim_param</c>, e.g. <c>batch_size</c>), or neither when the graph does not say.
/// </summary>
/// <param name="Size">The fixed size, or null.</param>
/// <param name="Name">The symbolic name, or null.</param>
public readonly record struct OnnxDimension(long? Size, string? Name);
