using System.Text.Json;
using Mlops.Catalog.Items;

namespace Mlops.Catalog.Mlm;

/// <summary>The rules of MLM v1.5.2 for one entry of <c>mlm:input</c> or <c>mlm:output</c> of a README.</summary>
internal static class MlmTensor
{
    private static readonly HashSet<string> s_resizes =
    [
        "crop", "pad", "interpolation-nearest", "interpolation-linear", "interpolation-cubic", "interpolation-area",
        "interpolation-lanczos4", "interpolation-max", "wrap-fill-outliers", "wrap-inverse-map",
    ];

    /// <summary>Why an input is refused, or null.</summary>
    public static string? InputFault(JsonElement entry) =>
        Fault(entry, "input")
        ?? (Absent(entry, "value_scaling", IsScaling) ? null : "has a value_scaling of no known kind")
        ?? (Absent(entry, "resize_type", value => value.ValueKind == JsonValueKind.Null || (JsonValues.IsText(value) && s_resizes.Contains(value.GetString()!)))
            ? null : "has an unknown resize_type")
        ?? (Absent(entry, "pre_processing_function", IsFunction) ? null : "has a pre_processing_function without format and expression");

    /// <summary>Why an output is refused, or null.</summary>
    public static string? OutputFault(JsonElement entry) =>
        Fault(entry, "result")
        ?? (JsonValues.Member(entry, "tasks") is { } tasks && JsonValues.IsTexts(tasks)
            && tasks.EnumerateArray().All(task => MlmNames.IsTask(task.GetString()!))
            && tasks.EnumerateArray().DistinctBy(task => task.GetString()).Count() == tasks.GetArrayLength()
            ? null : "has no tasks, or one outside the list")
        ?? (Absent(entry, "classification:classes", IsClasses) ? null : "has classification:classes without a value and a name each")
        ?? (Absent(entry, "post_processing_function", IsFunction) ? null : "has a post_processing_function without format and expression");

    private static string? Fault(JsonElement entry, string structure)
    {
        if (JsonValues.Member(entry, "name") is not { } name || !JsonValues.IsFilledText(name))
        {
            return "has no name";
        }

        if (JsonValues.Member(entry, structure) is not { } shape || !IsStructure(shape))
        {
            return $"has no {structure} of shape, dim_order and data_type";
        }

        if (!Absent(entry, "description", JsonValues.IsFilledText))
        {
            return "has an empty description";
        }

        // A dimension of that name is there exactly when its members are named.
        foreach (var dimension in new[] { "bands", "variables" })
        {
            var named = JsonValues.Member(entry, dimension);
            if (named is { } list && (list.ValueKind != JsonValueKind.Array || !list.EnumerateArray().All(IsBand)))
            {
                return $"has {dimension} that are neither names nor objects with a name";
            }

            var ordered = shape.GetProperty("dim_order").EnumerateArray().Any(name => name.GetString() == dimension);
            if (ordered != (named is { } given && given.GetArrayLength() > 0))
            {
                return $"must have '{dimension}' in dim_order exactly when it lists {dimension}";
            }
        }

        return null;
    }

    private static bool IsStructure(JsonElement structure) =>
        JsonValues.Member(structure, "shape") is { ValueKind: JsonValueKind.Array } shape && shape.GetArrayLength() > 0
        && shape.EnumerateArray().All(size => JsonValues.IsInteger(size, -1))
        && JsonValues.Member(structure, "dim_order") is { ValueKind: JsonValueKind.Array } order && order.GetArrayLength() > 0
        && order.EnumerateArray().All(name => JsonValues.IsText(name) && MlmNames.IsDimension(name.GetString()!))
        && order.EnumerateArray().DistinctBy(name => name.GetString()).Count() == order.GetArrayLength()
        && JsonValues.Member(structure, "data_type") is { } type && CommonMetadata.IsDataType(type);

    private static bool IsBand(JsonElement band) =>
        JsonValues.IsFilledText(band)
        || (band.ValueKind == JsonValueKind.Object
            && JsonValues.Member(band, "name") is { } name && JsonValues.IsFilledText(name)
            && Absent(band, "format", JsonValues.IsFilledText)
            && JsonValues.Member(band, "format").HasValue == JsonValues.Member(band, "expression").HasValue
            && band.EnumerateObject().All(member => member.Name is "name" or "format" or "expression"));

    private static bool IsScaling(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(IsScale));

    private static bool IsScale(JsonElement scale) => JsonValues.Member(scale, "type") is { } type && JsonValues.IsText(type) && type.GetString() switch
    {
        "min-max" or "clip" => Number(scale, "minimum") && Number(scale, "maximum"),
        "z-score" => Number(scale, "mean") && Number(scale, "stddev"),
        "clip-min" => Number(scale, "minimum") && Absent(scale, "maximum", JsonValues.IsNumber),
        "clip-max" => Number(scale, "maximum"),
        "offset" or "scale" => Number(scale, "value"),
        "processing" => IsExpression(scale),
        _ => false,
    };

    private static bool IsFunction(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || IsExpression(value)
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            && value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Null || IsExpression(entry)));

    private static bool IsExpression(JsonElement value) =>
        JsonValues.Member(value, "format") is { } format && JsonValues.IsText(format)
        && JsonValues.Member(value, "expression") is not null && Absent(value, "description", JsonValues.IsText);

    private static bool IsClasses(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(IsClass)
        && value.EnumerateArray().DistinctBy(entry => entry.GetRawText()).Count() == value.GetArrayLength();

    private static bool IsClass(JsonElement entry) =>
        JsonValues.Member(entry, "value") is { } value && JsonValues.IsInteger(value, long.MinValue)
        && JsonValues.Member(entry, "name") is { } name && JsonValues.IsText(name) && MlmNames.IsClassName(name.GetString()!)
        && Absent(entry, "title", JsonValues.IsText) && Absent(entry, "description", JsonValues.IsText)
        && Absent(entry, "nodata", JsonValues.IsFlag)
        && Absent(entry, "color_hint", color => JsonValues.IsText(color) && MlmNames.IsColor(color.GetString()!));

    private static bool Number(JsonElement value, string name) => JsonValues.Member(value, name) is { } number && JsonValues.IsNumber(number);

    private static bool Absent(JsonElement value, string name, Func<JsonElement, bool> fits) => JsonValues.Member(value, name) is not { } member || fits(member);
}
