using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

/// <summary>The request message of a call: the query of a GET that has one, the JSON body else.</summary>
internal sealed class MlflowRequestBody : IDisposable
{
    /// <summary>Larger than any request the protocol allows (a dataset profile may have 16 million characters).</summary>
    private const int MaxBytes = 32 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };
    private readonly JsonDocument? _document;
    private readonly byte[]? _rented;

    private MlflowRequestBody(MlflowMessage message) => Message = message;

    private MlflowRequestBody(JsonDocument document, byte[]? rented)
    {
        _document = document;
        _rented = rented;
        Message = MlflowMessage.FromJson(document.RootElement);
    }

    public MlflowMessage Message { get; }

    public static async ValueTask<MlflowRequestBody> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method))
        {
            if (request.QueryString.HasValue && request.Query.Count > 0)
            {
                return new MlflowRequestBody(MlflowMessage.FromQuery(request.Query));
            }
        }
        else if (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method))
        {
            CheckContentType(request);
        }

        var (rented, length) = await ReadBytesAsync(context);
        return Parse(rented, length);
    }

    /// <summary>Reads the whole body into a rented array, which the caller gives back.</summary>
    public static async ValueTask<(byte[] Rented, int Length)> ReadBytesAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > MaxBytes)
        {
            throw TooLarge();
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, request.ContentLength ?? 4096));
        try
        {
            var length = 0;
            while (true)
            {
                if (length == rented.Length)
                {
                    if (length >= MaxBytes)
                    {
                        throw TooLarge();
                    }

                    var larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    rented.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(rented);
                    rented = larger;
                }

                var read = await request.Body.ReadAsync(rented.AsMemory(length), context.RequestAborted);
                if (read == 0)
                {
                    return (rented, length);
                }

                length += read;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    /// <summary>Reads a message; takes over the rented array.</summary>
    public static MlflowRequestBody Parse(byte[] rented, int length)
    {
        try
        {
            if (!Utf8.IsValid(rented.AsSpan(0, length)))
            {
                throw new JsonException("The body is not UTF-8.");
            }

            var document = JsonDocument.Parse(rented.AsMemory(0, length), Options);
            if (document.RootElement.ValueKind != JsonValueKind.String)
            {
                return new MlflowRequestBody(document, rented);
            }

            // Old clients sent the message as JSON inside a JSON string.
            using (document)
            {
                var inner = JsonDocument.Parse(document.RootElement.GetString()!, Options);
                ArrayPool<byte>.Shared.Return(rented);
                return new MlflowRequestBody(inner, null);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The protocol reads what is not JSON as an empty message; the check for required fields then answers.
            ArrayPool<byte>.Shared.Return(rented);
            return new MlflowRequestBody(default);
        }
    }

    public void Dispose()
    {
        _document?.Dispose();
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    public static void CheckContentType(HttpRequest request)
    {
        var type = request.ContentType;
        if (string.IsNullOrEmpty(type))
        {
            throw MlflowException.InvalidParameterValue("Bad Request. Content-Type header is missing.");
        }

        var end = type.IndexOf(';', StringComparison.Ordinal);
        if (!(end < 0 ? type.AsSpan() : type.AsSpan(0, end)).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw MlflowException.InvalidParameterValue("Bad Request. Content-Type must be one of ['application/json'].");
        }
    }

    private static MlflowException TooLarge() =>
        MlflowException.BadRequest($"The request body is larger than {MaxBytes} bytes.");
}
