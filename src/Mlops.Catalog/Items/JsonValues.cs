using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Items;

/// <summary>Makes and looks at JSON values.</summary>
internal static class JsonValues
{
    public static JsonElement Of(string text) => JsonSerializer.SerializeToElement(text, StacJsonContext.Default.String);

    public static JsonElement Of(long number) => JsonSerializer.SerializeToElement(number, StacJsonContext.Default.Int64);

    public static JsonElement Of(IReadOnlyList<string> texts) => JsonSerializer.SerializeToElement(texts, StacJsonContext.Default.IReadOnlyListString);

    public static JsonElement Of(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    public static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    public static bool IsFilledText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0;

    public static bool IsTexts(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText);

    public static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    public static bool IsInteger(JsonElement value, long minimum) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= minimum;

    /// <summary>Whether a number has no fraction, however it is written: <c>1.0</c> is an integer of JSON Schema.</summary>
    public static bool IsWhole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && Math.Floor(number) == number;

    /// <summary>Whether a text is an RFC 3339 instant written in UTC, as STAC's schemas ask for.</summary>
    public static bool IsUtcInstant(string text) =>
        Rfc3339.TryParse(text, out _) && (text.EndsWith('Z') || text.EndsWith("+00:00", StringComparison.Ordinal));

    public static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>An object's member, or null when it is absent or the value is no object.</summary>
    public static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;
}
