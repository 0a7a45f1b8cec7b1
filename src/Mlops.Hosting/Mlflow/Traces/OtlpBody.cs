using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>A body of <c>/v1/traces</c> that can't be read.</summary>
internal sealed class OtlpBodyException(int status, string message) : Exception(message)
{
    public int Status => status;
}

/// <summary>Reads and unpacks the body of a trace export; what it unpacks to is bounded, however small it is packed.</summary>
internal static class OtlpBody
{
    private const int MaxBytes = 32 << 20;

    /// <summary>Reads the whole body into a rented array, which the caller gives back.</summary>
    /// <exception cref="OtlpBodyException">It is too large or packed in an unknown way.</exception>
    public static async ValueTask<(byte[] Rented, int Length)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        switch (request.Headers.ContentEncoding.ToString().ToLowerInvariant())
        {
            case "" or "identity":
                return await ReadAsync(request.Body, (int)(request.ContentLength ?? 0), context.RequestAborted);
            case "gzip":
                return await UnpackAsync("gzip", new GZipStream(request.Body, CompressionMode.Decompress), context.RequestAborted);
            case "deflate":
                return await InflateAsync(context);
            default:
                throw new OtlpBodyException(StatusCodes.Status400BadRequest, $"Unsupported Content-Encoding: {request.Headers.ContentEncoding}");
        }
    }

    /// <summary>By the book, deflate has a header of zlib; some clients leave it out.</summary>
    private static async ValueTask<(byte[] Rented, int Length)> InflateAsync(HttpContext context)
    {
        var (packed, length) = await ReadAsync(context.Request.Body, (int)(context.Request.ContentLength ?? 0), context.RequestAborted);
        try
        {
            var stream = new MemoryStream(packed, 0, length, writable: false);
            var hasHeader = length >= 2 && (packed[0] & 0x0f) == 8 && ((packed[0] << 8) | packed[1]) % 31 == 0;
            return await UnpackAsync(
                "deflate",
                hasHeader ? new ZLibStream(stream, CompressionMode.Decompress) : new DeflateStream(stream, CompressionMode.Decompress),
                context.RequestAborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static async ValueTask<(byte[] Rented, int Length)> UnpackAsync(string encoding, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream)
            {
                var unpacked = await ReadAsync(stream, 0, cancellationToken);
                if (unpacked.Length > 0)
                {
                    return unpacked;
                }

                // A body that ends within the first bytes of its header unpacks to nothing without a complaint.
                ArrayPool<byte>.Shared.Return(unpacked.Rented);
                throw new InvalidDataException();
            }
        }
        catch (InvalidDataException)
        {
            throw new OtlpBodyException(StatusCodes.Status400BadRequest, $"Failed to decompress {encoding} payload");
        }
    }

    private static async ValueTask<(byte[] Rented, int Length)> ReadAsync(Stream stream, int expected, CancellationToken cancellationToken)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(expected, 4096));
        try
        {
            var length = 0;
            while (true)
            {
                if (length == rented.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    rented.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(rented);
                    rented = larger;
                }

                var read = await stream.ReadAsync(rented.AsMemory(length), cancellationToken);
                length += read;
                if (length > MaxBytes)
                {
                    throw TooLarge();
                }

                if (read == 0)
                {
                    return (rented, length);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    private static OtlpBodyException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The request body, unpacked, is larger than {MaxBytes} bytes.");
}
