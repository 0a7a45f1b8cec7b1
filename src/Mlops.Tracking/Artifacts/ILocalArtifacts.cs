namespace Mlops.Tracking.Artifacts;

/// <summary>Lends artifacts as files on this machine's disk, for readers that need a path (ONNX Runtime, say).</summary>
public interface ILocalArtifacts
{
    /// <summary>Lends a file or directory for reading.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">A file or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The loan, to be disposed by the caller, or null when nothing is there.</returns>
    Task<LocalArtifact?> BorrowAsync(string scope, ArtifactPath path, CancellationToken cancellationToken);
}
