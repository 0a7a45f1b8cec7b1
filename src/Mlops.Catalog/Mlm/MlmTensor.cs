using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>
    /// An input as the schema takes it, without those of its optional members that do not fit; null where it can't be had.
    /// </summary>
    /// <param name="entry">What the README says.</param>
    /// <param name="hasVariables">Whether the item describes variables (<c>cube:variables</c>).</param>
    /// <param name="warn">Takes what is left out and why.</param>
    public static JsonElement? Input(JsonElement entry, bool hasVariables, Action<string> warn)
    {
        if (Draft(entry, "input", warn) is not { } draft)
        {
            return null;
        }

        Optional(draft, entry, "value_scaling", IsScaling, "has a value_scaling of no known kind, which is left out", warn);
        Optional(draft, entry, "resize_type", IsResize, "has an unknown resize_type, which is left out", warn);
        Optional(draft, entry, "pre_processing_function", IsFunction, "has a pre_processing_function without format and expression, which is left out", warn);
        return Finish(draft, entry, "input", hasVariables, warn);
    }

    /// <summary>
    /// An output as the schema takes it, without those of its optional members that do not fit; null where it can't be had.
    /// </summary>
    /// <param name="entry">What the README says.</param>
    /// <param name="hasVariables">Whether the item describes variables (<c>cube:variables</c>).</param>
    /// <param name="tasks">The model's tasks, for an output that names none.</param>
    /// <param name="warn">Takes what is left out and why.</param>
    public static JsonElement? Output(JsonElement entry, bool hasVariables, IReadOnlyList<string> tasks, Action<string> warn)
    {
        if (Draft(entry, "result", warn) is not { } draft)
        {
            return null;
        }

        var given = JsonValues.Member(entry, "tasks") is { } named
            ? named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().ToList() : [named]
            : [];
        var known = given.Where(task => JsonValues.IsText(task) && MlmNames.IsTask(task.GetString()!)).Select(task => task.GetString()!).Distinct().ToList();
        if (given.Count == 0 && JsonValues.Member(entry, "tasks") is null)
        {
            known = [.. tasks];
            warn("names no tasks; those of the model are taken");
        }
        else if (known.Count < given.Count)
        {
            warn("has tasks outside MLM's list, which are left out");
        }

        draft["tasks"] = new JsonArray([.. known.Select(task => JsonValue.Create(task))]);
        Optional(draft, entry, "classification:classes", IsClasses, "has classification:classes without a value and a name each, which are left out", warn);
        Optional(draft, entry, "post_processing_function", IsFunction, "has a post_processing_function without format and expression, which is left out", warn);
        return Finish(draft, entry, "result", hasVariables, warn);
    }

    private static JsonObject? Draft(JsonElement entry, string structure, Action<string> warn)
    {
        if (JsonValues.Member(entry, "name") is not { } name || !JsonValues.IsFilledText(name))
        {
            warn("has no name and is left out");
            return null;
        }

        if (JsonValues.Member(entry, structure) is not { } shape || !IsStructure(shape))
        {
            warn($"has no {structure} of shape, dim_order and data_type and is left out");
            return null;
        }

        var draft = JsonNode.Parse(entry.GetRawText())!.AsObject();
        Optional(draft, entry, "description", JsonValues.IsFilledText, "has an empty description, which is left out", warn);
        return draft;
    }

    private static void Optional(JsonObject draft, JsonElement entry, string member, Func<JsonElement, bool> fits, string reason, Action<string> warn)
    {
        if (JsonValues.Member(entry, member) is { } value && !fits(value))
        {
            draft.Remove(member);
            warn(reason);
        }
    }

    // A dimension of that name is there exactly when its members are listed by name.
    private static JsonElement Finish(JsonObject draft, JsonElement entry, string structure, bool hasVariables, Action<string> warn)
    {
        Members(draft, entry, structure, "bands", "channel", true, warn);
        Members(draft, entry, structure, "variables", "variable", hasVariables, warn);
        return JsonValues.Of(draft);
    }

    private static void Members(
        JsonObject draft, JsonElement entry, string structure, string members, string substitute, bool areDescribed, Action<string> warn)
    {
        var order = draft[structure]!["dim_order"]!.AsArray();
        var names = order.Select(dimension => dimension!.GetValue<string>()).ToList();
        var at = names.IndexOf(members);
        if (JsonValues.Member(entry, members) is { } list)
        {
            var reason = list.ValueKind != JsonValueKind.Array || !list.EnumerateArray().All(IsBand)
                ? $"has {members} that are neither names nor objects with a name, and are left out"
                : list.GetArrayLength() == 0 ? ""
                : at < 0 ? $"has {members} but no dimension '{members}' in dim_order, so they are left out"
                : !areDescribed ? $"names {members} that no cube:variables beside cube:dimensions describe, and which are left out"
                : null;
            if (reason is null)
            {
                return;
            }

            draft.Remove(members);
            if (reason.Length > 0)
            {
                warn(reason);
            }
        }

        if (at >= 0)
        {
            // The name is kept for dimensions whose members are listed.
            order[at] = Enumerable.Range(0, 4).Select(marks => substitute + new string('_', marks)).First(name => !names.Contains(name));
            warn($"has a dimension '{members}' whose members it does not list; it is called '{order[at]}'");
        }
    }

    private static bool IsResize(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (JsonValues.IsText(value) && s_resizes.Contains(value.GetString()!));

    private static bool IsStructure(JsonElement structure) =>
        JsonValues.Member(structure, "shape") is { ValueKind: JsonValueKind.Array } shape && shape.GetArrayLength() > 0
        && shape.EnumerateArray().All(size => JsonValues.IsWhole(size) && size.GetDouble() >= -1)
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
        JsonValues.Member(entry, "value") is { } value && JsonValues.IsWhole(value)
        && JsonValues.Member(entry, "name") is { } name && JsonValues.IsText(name) && MlmNames.IsClassName(name.GetString()!)
        && Absent(entry, "title", JsonValues.IsText) && Absent(entry, "description", JsonValues.IsText)
        && Absent(entry, "nodata", JsonValues.IsFlag)
        && Absent(entry, "color_hint", color => JsonValues.IsText(color) && MlmNames.IsColor(color.GetString()!));

    private static bool Number(JsonElement value, string name) => JsonValues.Member(value, name) is { } number && JsonValues.IsNumber(number);

    private static bool Absent(JsonElement value, string name, Func<JsonElement, bool> fits) => JsonValues.Member(value, name) is not { } member || fits(member);
}
