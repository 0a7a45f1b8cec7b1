namespace Mlops.Tracking.Artifacts;

/// <summary>A part of an upload in several parts, as it was stored.</summary>
/// <param name="Number">Its place among the parts, from 1.</param>
/// <param name="Tag">The text that <see cref="IMultipartArtifacts.WritePartAsync"/> gave for it.</param>
public sealed record ArtifactPart(int Number, string Tag);
