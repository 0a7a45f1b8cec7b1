using System.Text.Json;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Items;

/// <summary>The types of STAC's common metadata: a README's property that breaks them would make the item invalid.</summary>
internal static class CommonMetadata
{
    private static readonly HashSet<string> s_dataTypes =
    [
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        "float16", "float32", "float64", "cint16", "cint32", "cfloat32", "cfloat64", "other",
    ];

    /// <summary>A property's value as STAC asks for it, or null when it can't be had: times become RFC 3339 in UTC.</summary>
    public static JsonElement? Mend(string name, JsonElement value) =>
        name is "created" or "updated" ? MendInstant(value) : Fits(name, value) ? value : null;

    /// <summary>A time in any of the forms that READMEs have, as RFC 3339 in UTC; null for what is no time.</summary>
    public static JsonElement? MendInstant(JsonElement value) =>
        ItemTimes.TryRead(value, isEnd: false, out var instant) ? JsonValues.Of(Rfc3339.Format(instant)) : null;

    /// <summary>Whether a property has the type that its name asks for; names that are not common metadata take anything.</summary>
    public static bool Fits(string name, JsonElement value) => name switch
    {
        "platform" or "constellation" or "mission" or "unit" => JsonValues.IsText(value),
        "title" => JsonValues.IsText(value),
        "description" => JsonValues.IsFilledText(value),
        "instruments" or "keywords" or "roles" => JsonValues.IsTexts(value),
        "gsd" => JsonValues.IsNumber(value) && value.GetDouble() > 0,
        "data_type" => IsDataType(value),
        "nodata" => JsonValues.IsNumber(value) || (JsonValues.IsText(value) && value.GetString() is "nan" or "inf" or "-inf"),
        "statistics" => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any() && value.EnumerateObject().All(Statistic),
        "bands" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsBand),
        "created" or "updated" => JsonValues.IsText(value) && Rfc3339.TryParse(value.GetString(), out _),
        _ => true,
    };

    public static bool IsDataType(JsonElement value) => JsonValues.IsText(value) && s_dataTypes.Contains(value.GetString()!);

    private static bool Statistic(JsonProperty member) => member.Name switch
    {
        "minimum" or "maximum" or "mean" or "stddev" => JsonValues.IsNumber(member.Value),
        "count" => JsonValues.IsInteger(member.Value, 0),
        "valid_percent" => JsonValues.IsNumber(member.Value) && member.Value.GetDouble() is >= 0 and <= 100,
        _ => true,
    };

    private static bool IsBand(JsonElement band) =>
        band.ValueKind == JsonValueKind.Object
        && band.EnumerateObject().All(member => member.Name switch
        {
            "name" => JsonValues.IsText(member.Value),
            "bands" or "license" or "providers" or "datetime" or "start_datetime" or "end_datetime" => false,
            _ => Fits(member.Name, member.Value),
        });
}
