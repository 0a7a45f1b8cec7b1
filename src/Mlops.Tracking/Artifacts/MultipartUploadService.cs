using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Artifacts;

/// <summary>The multipart rpcs of the artifact proxy in front of the store.</summary>
/// <param name="uploads">Keeps the parts; null where the artifact store takes files in one piece only.</param>
internal sealed class MultipartUploadService(IMultipartArtifacts? uploads)
{
    // Clients match the text and send the file in one piece instead.
    private IMultipartArtifacts Uploads => uploads
        ?? throw MlflowException.NotImplemented("Multipart upload is not supported for the current artifact repository");

    /// <summary>Refuses a number of parts that is out of bounds.</summary>
    /// <param name="count">The parameter <c>num_parts</c>.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c>.</exception>
    public static void CheckCount(long count)
    {
        if (count is < 1 or > IMultipartArtifacts.MaxParts)
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value {count} for parameter 'num_parts' supplied: it must be between 1 and {IMultipartArtifacts.MaxParts}.");
        }
    }

    /// <inheritdoc cref="IMultipartArtifacts.CreateAsync"/>
    public Task<string> CreateAsync(string scope, ArtifactPath path, int parts, CancellationToken cancellationToken) =>
        Uploads.CreateAsync(scope, path, parts, cancellationToken);

    /// <inheritdoc cref="IMultipartArtifacts.WritePartAsync"/>
    public Task<string> WritePartAsync(
        string scope, ArtifactPath path, string uploadId, int number, Stream content, CancellationToken cancellationToken) =>
        Uploads.WritePartAsync(scope, path, uploadId, number, content, cancellationToken);

    /// <inheritdoc cref="IMultipartArtifacts.CompleteAsync"/>
    public Task CompleteAsync(
        string scope, ArtifactPath path, string uploadId, IReadOnlyList<ArtifactPart> parts, CancellationToken cancellationToken) =>
        Uploads.CompleteAsync(scope, path, uploadId, parts, cancellationToken);

    /// <inheritdoc cref="IMultipartArtifacts.AbortAsync"/>
    public Task AbortAsync(string scope, ArtifactPath path, string uploadId, CancellationToken cancellationToken) =>
        Uploads.AbortAsync(scope, path, uploadId, cancellationToken);
}
