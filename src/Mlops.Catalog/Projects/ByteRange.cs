namespace Mlops.Catalog.Projects;

/// <summary>A part of a file.</summary>
/// <param name="Offset">The first byte, from 0.</param>
/// <param name="Length">How many bytes, or null for all to the end; a length past the end is cut.</param>
public readonly record struct ByteRange(long Offset, long? Length = null);
