using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// Where the bytes of artifacts are kept. Every method takes the workspace first (its path; empty for the default
/// workspace): two workspaces share nothing, whatever the path. Directories exist as long as something lies in them.
/// </summary>
/// <remarks>Bytes are streamed both ways; an implementation holds no artifact in memory.</remarks>
public interface IArtifactStore
{
    /// <summary>Lists one directory, without what lies deeper.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="directory">The directory; the root lists the workspace.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries sorted by name (ordinal); none when there is no such directory, or it is a file.</returns>
    Task<IReadOnlyList<ArtifactEntry>> ListAsync(string scope, ArtifactPath directory, CancellationToken cancellationToken);

    /// <summary>Tells what lies at a path.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">A file or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entry, or null when nothing is there.</returns>
    Task<ArtifactEntry?> StatAsync(string scope, ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading; what is read is one version of it, however it is replaced meanwhile.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">The file.</param>
    /// <param name="range">The part to read, or null for all of it. A range outside the file gives a content of length zero.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes, to be disposed by the caller, or null when there is no such file.</returns>
    Task<ArtifactContent?> OpenAsync(string scope, ArtifactPath path, ArtifactRange? range, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a file, replacing one that is there. It is visible only when all of it has been written durably;
    /// when the source fails or the call is cancelled, nothing has changed and nothing is left.
    /// </summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">The file; its directories are made.</param>
    /// <param name="content">The bytes, read to their end.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The file as stored.</returns>
    /// <exception cref="MlflowException">
    /// 400 for a path that cannot hold a file, or more bytes than the store allows; 409 when a file stands where a
    /// directory is needed, or the reverse; 507 when there is no room.
    /// </exception>
    Task<ArtifactEntry> WriteAsync(string scope, ArtifactPath path, Stream content, CancellationToken cancellationToken);

    /// <summary>Deletes a file, or a directory with all that lies in it.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">A file or directory, not the root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether something was there.</returns>
    Task<bool> DeleteAsync(string scope, ArtifactPath path, CancellationToken cancellationToken);

    /// <summary>Finds out whether the store can be written to now; asked by readiness checks.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that fails with what is wrong.</returns>
    Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
