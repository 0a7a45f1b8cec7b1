using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Routing;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow;

/// <summary>Writes MLflow's error envelope.</summary>
internal static class MlflowError
{
    /// <summary>Leaves quotes in a text as they are, for those who read it in a terminal or look for a part of it.</summary>
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, MlflowException error) =>
        WriteAsync(context, error.HttpStatus, error.ErrorCode, error.Message);

    public static async Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        UnsentAnswer.Drop(context.Response);
        context.Response.StatusCode = status;
        context.Response.AskToRetry(status);
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, s_readable);
        writer.WriteStartObject();
        writer.WriteString("error_code", code);
        writer.WriteString("message", ReplaceLoneSurrogates(message));
        writer.WriteEndObject();
    }

    public static string ReplaceLoneSurrogates(string message) =>
        message.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0
            ? message
            : string.Concat(message.EnumerateRunes().Select(rune => rune.ToString()));
}
