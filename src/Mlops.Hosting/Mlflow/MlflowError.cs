using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Failures;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

/// <summary>Writes MLflow's error envelope.</summary>
internal static class MlflowError
{
    /// <summary>Leaves quotes in a text as they are, for those who read it in a terminal or look for a part of it.</summary>
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Ends a request with a refusal.</summary>
    public static Task WriteAsync(HttpContext context, MlflowException error) =>
        RequestPipeline.WriteAsync(context, FailureTranslation.Of(error), WriteAsync);

    /// <summary>Ends a request with a status and code.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string message) =>
        RequestPipeline.WriteAsync(context, new Failure(status, code, message), WriteAsync);

    /// <summary>Writes the envelope of a failure.</summary>
    public static async Task WriteAsync(HttpContext context, Failure failure)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, s_readable);
        writer.WriteStartObject();
        writer.WriteString("error_code", failure.Code);
        writer.WriteString("message", ReplaceLoneSurrogates(failure.Detail));
        writer.WriteEndObject();
    }

    public static string ReplaceLoneSurrogates(string message) =>
        message.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
            ? message
            : string.Concat(message.EnumerateRunes().Select(rune => rune.ToString()));
}
