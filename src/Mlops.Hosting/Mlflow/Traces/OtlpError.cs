using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>Refusals of <c>/v1/traces</c>, which answers <c>{"detail": …}</c> where the request itself is at fault.</summary>
internal static class OtlpError
{
    public static Task WriteAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, status, json => json.WriteString("detail", detail));

    /// <summary>A header that must be there is not.</summary>
    public static Task MissingHeaderAsync(HttpContext context, string name) => WriteAsync(context, StatusCodes.Status422UnprocessableEntity, json =>
    {
        json.WriteStartArray("detail");
        json.WriteStartObject();
        json.WriteString("type", "missing");
        json.WriteStartArray("loc");
        json.WriteStringValue("header");
        json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("msg", "Field required");
        json.WriteNull("input");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static async Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }
}
