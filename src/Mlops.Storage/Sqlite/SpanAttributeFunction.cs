using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mlops.Storage.Sqlite;

/// <summary><c>span_attribute(content, key)</c>: a span's attribute as text, or its JSON where it is none, or null where the span has none.</summary>
internal static class SpanAttributeFunction
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    public static void AddTo(SqliteConnection connection) => connection.CreateFunction(
        "span_attribute", static (string? content, string? key) => content is null || key is null ? null : Value(content, key), isDeterministic: true);

    private static string? Value(string content, string key)
    {
        try
        {
            using var span = JsonDocument.Parse(content, Options);
            if (!span.RootElement.GetProperty("attributes").TryGetProperty(key, out var attribute) || attribute.GetString() is not { Length: > 0 } json || json[0] != '"')
            {
                return attribute.ValueKind == JsonValueKind.String ? attribute.GetString() : null;
            }

            using var text = JsonDocument.Parse(json, Options);
            return text.RootElement.GetString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // An exception in a function would fail the whole search.
            return null;
        }
    }
}
