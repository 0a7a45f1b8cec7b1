namespace Mlops.Tracking.Artifacts;

/// <summary>The answer of rpc <c>createMultipartUpload</c>.</summary>
/// <param name="UploadId">Names the upload in later calls.</param>
/// <param name="Credentials">Where each part goes.</param>
internal sealed record CreateMultipartUploadResponse(string UploadId, IReadOnlyList<MultipartUploadCredential> Credentials);

/// <summary>Where a part of an upload goes (MLflow's <c>MultipartUploadCredential</c>).</summary>
/// <param name="Url">The URL to PUT it to; the answer's <c>ETag</c> is what completing asks for.</param>
/// <param name="PartNumber">The part's place, from 1.</param>
/// <param name="Headers">What to send with it.</param>
internal sealed record MultipartUploadCredential(string Url, int PartNumber, IReadOnlyDictionary<string, string> Headers);
