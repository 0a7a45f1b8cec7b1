namespace Mlops.Tracking.Registry;

/// <summary>One file of an inspected model.</summary>
/// <param name="Path">Relative to the inspected folder, with forward slashes; the bare name when a single file was inspected.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits, or null where it was not computed (data files beside the model).</param>
public sealed record ModelFile(string Path, long Size, string? Sha256);
