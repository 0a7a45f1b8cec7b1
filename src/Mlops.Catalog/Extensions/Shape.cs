using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Catalog.Items;

namespace Mlops.Catalog.Extensions;

/// <summary>What a JSON value must look like: the few rules of JSON Schema that STAC's extensions make use of.</summary>
/// <param name="json">The value.</param>
/// <returns>Whether it fits.</returns>
internal delegate bool Shape(JsonElement json);

/// <summary>Makes shapes.</summary>
internal static class Shapes
{
    public static readonly Shape Anything = _ => true;
    public static readonly Shape Text = JsonValues.IsText;
    public static readonly Shape FilledText = JsonValues.IsFilledText;
    public static readonly Shape Flag = JsonValues.IsFlag;
    public static readonly Shape Number = JsonValues.IsNumber;
    public static readonly Shape Integer = value => JsonValues.IsWhole(value);
    public static readonly Shape Null = value => value.ValueKind == JsonValueKind.Null;
    public static readonly Shape Instant = value => JsonValues.IsText(value) && JsonValues.IsUtcInstant(value.GetString()!);

    public static Shape NumberIn(double least, double most = double.PositiveInfinity) =>
        value => JsonValues.IsNumber(value) && value.GetDouble() is var number && number >= least && number <= most;

    public static Shape IntegerFrom(long least) => value => JsonValues.IsWhole(value) && value.GetDouble() >= least;

    public static Shape OneOf(params string[] texts) => value => JsonValues.IsText(value) && Array.IndexOf(texts, value.GetString()) >= 0;

    public static Shape Like(Regex pattern) => value => JsonValues.IsText(value) && pattern.IsMatch(value.GetString()!);

    public static Shape Either(params Shape[] shapes) => value => Array.Exists(shapes, shape => shape(value));

    public static Shape ListOf(Shape item, int least = 0, int most = int.MaxValue, bool unique = false) => value =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= least && value.GetArrayLength() <= most
        && value.EnumerateArray().All(entry => item(entry))
        && (!unique || IsUnique(value));

    /// <summary>An object: each member that is named here has its shape; those in <paramref name="required"/> are there.</summary>
    public static Shape Fields(IReadOnlyDictionary<string, Shape> members, string[]? required = null, bool closed = false, bool filled = false) => value =>
        value.ValueKind == JsonValueKind.Object
        && (!filled || value.EnumerateObject().Any())
        && value.EnumerateObject().All(member => members.TryGetValue(member.Name, out var shape) ? shape(member.Value) : !closed)
        && (required is null || Array.TrueForAll(required, name => value.TryGetProperty(name, out _)));

    public static Shape MapOf(Shape entry) => value =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => entry(member.Value));

    public static Shape Both(Shape first, Shape second) => value => first(value) && second(value);

    /// <summary>A box of four or six numbers.</summary>
    public static readonly Shape Box = value => ListOf(Number, 4, 6)(value) && value.GetArrayLength() != 5;

    private static bool IsUnique(JsonElement list)
    {
        var entries = list.EnumerateArray().ToList();
        for (var at = 1; at < entries.Count; at++)
        {
            for (var before = 0; before < at; before++)
            {
                if (JsonElement.DeepEquals(entries[at], entries[before]))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
