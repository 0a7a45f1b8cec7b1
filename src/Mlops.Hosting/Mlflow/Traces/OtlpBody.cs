using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Requests;

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

    /// <summary>Reads the whole body, which the caller disposes of.</summary>
    /// <exception cref="OtlpBodyException">It is too large or packed in an unknown way.</exception>
    public static async ValueTask<BodyBuffer> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        switch (request.Headers.ContentEncoding.ToString().ToLowerInvariant())
        {
            case "" or "identity":
                return await ReadAsync(context, request.Body, request.ContentLength ?? 0);
            case "gzip":
                return await UnpackAsync(context, "gzip", new GZipStream(request.Body, CompressionMode.Decompress));
            case "deflate":
                return await InflateAsync(context);
            default:
                throw new OtlpBodyException(StatusCodes.Status400BadRequest, $"Unsupported Content-Encoding: {request.Headers.ContentEncoding}");
        }
    }

    /// <summary>By the book, deflate has a header of zlib; some clients leave it out.</summary>
    private static async ValueTask<BodyBuffer> InflateAsync(HttpContext context)
    {
        using var packed = await ReadAsync(context, context.Request.Body, context.Request.ContentLength ?? 0);
        var stream = new MemoryStream(packed.Bytes.ToArray(), writable: false);
        return await UnpackAsync(
            context, "deflate",
            HasHeader(packed.Bytes.Span) ? new ZLibStream(stream, CompressionMode.Decompress) : new DeflateStream(stream, CompressionMode.Decompress));
    }

    private static bool HasHeader(ReadOnlySpan<byte> packed) => packed.Length >= 2 && (packed[0] & 0x0f) == 8 && ((packed[0] << 8) | packed[1]) % 31 == 0;

    private static async ValueTask<BodyBuffer> UnpackAsync(HttpContext context, string encoding, Stream stream)
    {
        try
        {
            await using (stream)
            {
                var unpacked = await ReadAsync(context, stream, 0);
                if (unpacked.Length > 0)
                {
                    return unpacked;
                }

                // A body that ends within the first bytes of its header unpacks to nothing without a complaint.
                unpacked.Dispose();
                throw new InvalidDataException();
            }
        }
        catch (InvalidDataException)
        {
            throw new OtlpBodyException(StatusCodes.Status400BadRequest, $"Failed to decompress {encoding} payload");
        }
    }

    private static ValueTask<BodyBuffer> ReadAsync(HttpContext context, Stream stream, long expected) => BodyBuffer.ReadAsync(
        context.RequestServices.GetRequiredService<RequestMemory>(), stream, expected, MaxBytes, TooLarge, context.RequestAborted);

    private static Exception TooLarge() =>
        new OtlpBodyException(StatusCodes.Status413PayloadTooLarge, $"The request body, unpacked, is larger than {MaxBytes} bytes.");
}
