using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Requests;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

/// <summary>
/// The request message of a call: the query of a GET that has one, the JSON body else. It is read once per request: the check of what the
/// request names and the handler get the same message.
/// </summary>
internal sealed class MlflowRequestBody : IDisposable
{
    /// <summary>Larger than any request the protocol allows (a dataset profile may have 16 million characters).</summary>
    private const int MaxBytes = 32 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };
    private readonly BodyBuffer? _buffer;
    private JsonDocument? _document;
    private MlflowMessage? _message;

    private MlflowRequestBody(MlflowMessage message) => _message = message;

    private MlflowRequestBody(BodyBuffer buffer) => _buffer = buffer;

    /// <summary>The message; parsed when it is first asked for.</summary>
    public MlflowMessage Message => _message ??= Parse();

    /// <summary>The body as it was sent, for who can read it faster than as a message; empty once it was read as one.</summary>
    public ReadOnlySpan<byte> Unparsed => _message is null && _buffer is not null ? _buffer.Bytes.Span : [];

    /// <summary>Reads the request, or gives what was read of it before.</summary>
    public static ValueTask<MlflowRequestBody> ReadAsync(HttpContext context) =>
        context.Features.Get<MlflowRequestBody>() is { } known ? ValueTask.FromResult(known) : ReadNewAsync(context);

    private static async ValueTask<MlflowRequestBody> ReadNewAsync(HttpContext context)
    {
        var body = await ReadRequestAsync(context);
        context.Features.Set(body);
        return body;
    }

    private static async ValueTask<MlflowRequestBody> ReadRequestAsync(HttpContext context)
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

        return new MlflowRequestBody(await BodyBuffer.ReadAsync(
            context.RequestServices.GetRequiredService<RequestMemory>(), request.Body, request.ContentLength ?? 0, MaxBytes, TooLarge, context.RequestAborted));
    }

    /// <exception cref="MlflowException">400 for a body that is not the JSON of an object.</exception>
    private MlflowMessage Parse()
    {
        var body = WithoutMark(_buffer?.Bytes ?? default);
        if (!body.Span.ContainsAnyExcept(" \t\r\n"u8))
        {
            return default;
        }

        try
        {
            if (!Utf8.IsValid(body.Span))
            {
                throw new JsonException("it is not UTF-8.");
            }

            _document = JsonDocument.Parse(body, Options);
            if (_document.RootElement.ValueKind == JsonValueKind.String)
            {
                // Old clients sent the message as JSON inside a JSON string.
                var inner = JsonDocument.Parse(_document.RootElement.GetString()!, Options);
                _document.Dispose();
                _document = inner;
            }

            return _document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null
                ? MlflowMessage.FromJson(_document.RootElement)
                : throw new JsonException("it is another kind of value.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The original reads it as an empty message, and complains of a field that the caller may well have sent.
            throw MlflowException.InvalidParameterValue($"The request body is not a JSON object: {error.Message}");
        }
    }

    public void Dispose()
    {
        _document?.Dispose();
        _buffer?.Dispose();
    }

    private static void CheckContentType(HttpRequest request)
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

    /// <summary>A body without the byte order mark that some clients write before UTF-8.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\ufeff"u8) ? body["\ufeff"u8.Length..] : body;

    private static Exception TooLarge() =>
        MlflowException.BadRequest($"The request body is larger than {MaxBytes} bytes.");
}
