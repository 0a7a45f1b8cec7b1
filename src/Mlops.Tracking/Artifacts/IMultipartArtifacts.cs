using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// Uploads of one artifact in several parts, which may come in any order, at once and repeatedly. Nothing is visible until all of it is
/// put together. Without an implementation, clients are told to send files in one piece.
/// </summary>
public interface IMultipartArtifacts
{
    /// <summary>The most parts of one upload.</summary>
    const int MaxParts = 10_000;

    /// <summary>Begins an upload; one that is not completed is forgotten after a day.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">The file that it will be.</param>
    /// <param name="parts">The number of parts, from 1 to <see cref="MaxParts"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The upload's id.</returns>
    /// <exception cref="MlflowException">400 and 409 as for <see cref="IArtifactStore.WriteAsync"/>.</exception>
    Task<string> CreateAsync(string scope, ArtifactPath path, int parts, CancellationToken cancellationToken);

    /// <summary>Stores a part durably.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">The file as the upload was begun for it.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="number">The part's place, from 1.</param>
    /// <param name="content">The bytes, read to their end.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A tag that names these bytes in <see cref="CompleteAsync"/>.</returns>
    /// <exception cref="MlflowException">400 for a number that the upload does not have, 404 for an unknown upload, 507 when there is no
    /// room.</exception>
    Task<string> WritePartAsync(string scope, ArtifactPath path, string uploadId, int number, Stream content, CancellationToken cancellationToken);

    /// <summary>Puts the parts together, as <see cref="IArtifactStore.WriteAsync"/> stores a file; may be repeated.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">The file as the upload was begun for it.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="parts">Every part once, in any order.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the file is there.</returns>
    /// <exception cref="MlflowException">400 when a part is missing, unknown or there twice, 404 for an unknown upload.</exception>
    Task CompleteAsync(string scope, ArtifactPath path, string uploadId, IReadOnlyList<ArtifactPart> parts, CancellationToken cancellationToken);

    /// <summary>Forgets an upload, if it is there.</summary>
    /// <param name="scope">The workspace.</param>
    /// <param name="path">The file as the upload was begun for it.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when its parts are gone.</returns>
    Task AbortAsync(string scope, ArtifactPath path, string uploadId, CancellationToken cancellationToken);
}
