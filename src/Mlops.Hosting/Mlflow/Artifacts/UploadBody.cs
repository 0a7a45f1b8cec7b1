using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>The body of <c>upload-artifact</c>, which may be neither empty nor larger than 10 MiB; says so while it is read.</summary>
internal sealed class UploadBody(Stream body) : Stream
{
    private const long MaxBytes = 10 << 20;
    private long total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => total; set => throw new NotSupportedException(); }

    /// <summary>Refuses by the length a request declares, before any of it is read.</summary>
    public static void Check(long? length)
    {
        if (length > MaxBytes)
        {
            throw MlflowException.InvalidParameterValue("Artifact size is too large. Max size is 10MB.");
        }

        if (length == 0)
        {
            throw MlflowException.InvalidParameterValue("Request must specify data.");
        }
    }

    /// <summary>
    /// Leaves the bound on a body to the store, which has an option for it; models are larger than the server's bound for other bodies.
    /// </summary>
    public static void LiftServersBound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        total += read;
        if (read == 0 || total > MaxBytes)
        {
            Check(total);
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
