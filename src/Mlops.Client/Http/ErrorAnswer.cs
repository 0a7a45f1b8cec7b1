using System.Net;
using System.Text;
using System.Text.Json;
using Mlops.Tracking.Errors;

namespace Mlops.Client.Http;

/// <summary>Reads what a server says when it refuses, whatever it says it in.</summary>
internal static class ErrorAnswer
{
    private const int MaxBytes = 64 << 10;
    private const int MaxCharacters = 2000;

    public static async Task<MlopsException> ReadAsync(HttpResponseMessage response, MlopsCredential? credential, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = response.StatusCode;
        var body = await ReadBodyAsync(response, cancellationToken);
        var (code, message) = Parse(body, status) ?? (CodeOf(status), Bare(response, body));
        message = message.Length > MaxCharacters ? string.Concat(message.AsSpan(0, MaxCharacters), "…") : message;
        return new MlopsException(code, status, credential?.Redact(message) ?? message)
        {
            RetryAfter = RetryAfterOf(response, time),
            NeverArrived = status == HttpStatusCode.TooManyRequests,
        };
    }

    /// <summary>The code that MLflow's clients give to a status without one (protocol section on errors).</summary>
    public static string CodeOf(HttpStatusCode status) => (int)status switch
    {
        400 => ErrorCode.BadRequest,
        401 => ErrorCode.Unauthenticated,
        403 => ErrorCode.PermissionDenied,
        404 => ErrorCode.EndpointNotFound,
        409 => ErrorCode.AlreadyExists,
        429 => ErrorCode.ResourceExhausted,
        499 => ErrorCode.Cancelled,
        501 => ErrorCode.NotImplemented,
        503 => ErrorCode.TemporarilyUnavailable,
        504 => ErrorCode.DeadlineExceeded,
        _ => ErrorCode.InternalError,
    };

    private static async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxBytes];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The status alone has to do.
            return "";
        }
    }

    private static (string Code, string Message)? Parse(string body, HttpStatusCode status)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (Text(root, "error_code") is { Length: > 0 and <= 100 } code)
            {
                return (code, Text(root, "message") ?? "");
            }

            // RFC 9457, as STAC APIs answer; there a 404 is about the item asked for, not about the route.
            return (Text(root, "detail") ?? Text(root, "title") ?? Text(root, "description")) is { } message
                ? (status == HttpStatusCode.NotFound ? ErrorCode.NotFound : CodeOf(status), message)
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Bare(HttpResponseMessage response, string body)
    {
        var text = body.Trim();
        return text.Length == 0 || text.StartsWith('<')
            ? $"The answer to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath} was {(int)response.StatusCode} {response.ReasonPhrase}, without an explanation that a program can read."
            : text;
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
