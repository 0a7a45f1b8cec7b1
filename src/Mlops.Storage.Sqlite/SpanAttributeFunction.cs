using System.Text.Json;
using SQLitePCL;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// <c>span_attribute(content, key)</c>: a span's attribute as text, or its JSON where it is none, or null where the span has none.
/// </summary>
internal static class SpanAttributeFunction
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    /// <returns>The engine's result.</returns>
    public static int AddTo(sqlite3 database) =>
        raw.sqlite3_create_function(database, "span_attribute", 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, static (context, _, arguments) =>
        {
            var content = raw.sqlite3_value_text(arguments[0]).utf8_to_string();
            var key = raw.sqlite3_value_text(arguments[1]).utf8_to_string();
            if (content is not null && key is not null && Value(content, key) is { } value)
            {
                raw.sqlite3_result_text(context, value);
            }
            else
            {
                raw.sqlite3_result_null(context);
            }
        });

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
