using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Looks into the JSON of attribute values.</summary>
internal static class AttributeJson
{
    /// <summary>Enough for every value that was let in.</summary>
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 96 };

    private static JsonDocumentOptions InnerOptions { get; } = new() { MaxDepth = OtlpLimits.MaxDepth };

    /// <summary>
    /// The value itself where a text holds JSON of a text, list or object: exporters that only know texts write such values twice.
    /// Numbers stay texts, since many a text happens to be one.
    /// </summary>
    public static string WithoutDoubleEncoding(string json)
    {
        if (json.Length < 4 || json[0] != '"' || json[1] is not ('{' or '[' or '\\' or ' '))
        {
            return json;
        }

        return TryText(json, out var inner) && IsWhole(inner, out var kind) && kind is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object
            ? inner
            : json;
    }

    /// <summary>The text, if the value is one.</summary>
    public static bool TryText(string? json, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (json is null || json[0] != '"')
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            text = document.RootElement.GetString();
            return text is not null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What becomes of the items of a value that is a list; null where it isn't one.</summary>
    public static List<string>? Items(string json, Func<JsonElement, IEnumerable<string>> into)
    {
        if (json[0] != '[')
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return [.. document.RootElement.EnumerateArray().SelectMany(into)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Runs over a value that is an object.</summary>
    public static void ForEachNumber(string? json, IReadOnlyList<string> keys, Action<string, double> found)
    {
        if (json is null || json[0] != '{')
        {
            return;
        }

        using var document = JsonDocument.Parse(json, Options);
        foreach (var key in keys)
        {
            if (document.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetDouble(out var number) && double.IsFinite(number))
            {
                found(key, number);
            }
        }
    }

    /// <summary>
    /// Whether a text is JSON down to the last character of its texts, some of which may be halves of surrogate pairs or hold U+0000.
    /// </summary>
    private static bool IsWhole(string json, out JsonValueKind kind)
    {
        kind = default;
        try
        {
            using var document = JsonDocument.Parse(json, InnerOptions);
            kind = document.RootElement.ValueKind;
            return IsWhole(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsWhole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(static property => IsStorable(property.Name) && IsWhole(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsWhole),
        JsonValueKind.String => IsStorable(value.GetString()!),
        _ => true,
    };

    private static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
