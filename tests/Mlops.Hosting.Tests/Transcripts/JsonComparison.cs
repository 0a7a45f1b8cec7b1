using System.Text.Json;

namespace Mlops.Hosting.Tests.Transcripts;

/// <summary>Compares an answer with the recorded one: structure and values, order where the protocol fixes it.</summary>
internal sealed class JsonComparison(VolatileValues values)
{
    // Fields that no client reads.
    private static readonly HashSet<string> Ignored = ["sqlstate", "error_class", "stack_trace"];
    private readonly List<string> _differences = [];

    public static IReadOnlyList<string> Compare(VolatileValues values, JsonElement expected, JsonElement actual)
    {
        var comparison = new JsonComparison(values);
        comparison.Compare(expected, actual, "$");
        return comparison._differences;
    }

    private void Compare(JsonElement expected, JsonElement actual, string at)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object when actual.ValueKind == JsonValueKind.Object:
                CompareObjects(expected, actual, at);
                break;
            case JsonValueKind.Array when actual.ValueKind == JsonValueKind.Array && actual.GetArrayLength() == expected.GetArrayLength():
                CompareLists([.. expected.EnumerateArray()], [.. actual.EnumerateArray()], at);
                break;
            case JsonValueKind.String when actual.ValueKind == JsonValueKind.String:
                CompareTexts(expected.GetString()!, actual.GetString()!, at);
                break;
            case JsonValueKind.Number when actual.ValueKind == JsonValueKind.Number:
                CompareNumbers(expected, actual, at);
                break;
            case var kind when kind != actual.ValueKind || kind is JsonValueKind.Array:
                Differ(at, expected, actual);
                break;
        }
    }

    private void CompareObjects(JsonElement expected, JsonElement actual, string at)
    {
        foreach (var property in expected.EnumerateObject().Where(property => !Ignored.Contains(property.Name)))
        {
            if (actual.TryGetProperty(property.Name, out var value))
            {
                Compare(property.Value, value, $"{at}.{property.Name}");
            }
            else
            {
                _differences.Add($"{at}.{property.Name} is missing");
            }
        }

        foreach (var property in actual.EnumerateObject().Where(property => !expected.TryGetProperty(property.Name, out _)))
        {
            _differences.Add($"{at}.{property.Name} is too much");
        }
    }

    private void CompareLists(JsonElement[] expected, JsonElement[] actual, string at)
    {
        // Tags, parameters and metrics come in any order.
        if (expected.Length > 0 && actual.Concat(expected).All(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("key", out _)))
        {
            expected = [.. expected.OrderBy(SortKey, StringComparer.Ordinal)];
            actual = [.. actual.OrderBy(SortKey, StringComparer.Ordinal)];
        }

        for (var i = 0; i < expected.Length; i++)
        {
            Compare(expected[i], actual[i], $"{at}[{i}]");
        }
    }

    private void CompareTexts(string expected, string actual, string at)
    {
        if (!(values.BindWithin(expected, actual) ?? expected == actual) && !(at == "$.message" && MessageTexts.AreAlike(expected, actual)))
        {
            _differences.Add($"{at} is '{Shorten(actual)}' for '{Shorten(expected)}'");
        }
    }

    private void CompareNumbers(JsonElement expected, JsonElement actual, string at)
    {
        var same = expected.TryGetInt64(out var number) && actual.TryGetInt64(out var other)
            ? number == other || values.Bind(expected.GetRawText(), actual.GetRawText())
            : expected.GetDouble().Equals(actual.GetDouble());
        if (!same)
        {
            Differ(at, expected, actual);
        }
    }

    private void Differ(string at, JsonElement expected, JsonElement actual) =>
        _differences.Add($"{at} is {Shorten(actual.GetRawText())} for {Shorten(expected.GetRawText())}");

    private static string SortKey(JsonElement item) =>
        string.Join('\n', new[] { "key", "step", "value" }.Select(name => item.TryGetProperty(name, out var value) ? value.ToString() : ""));

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "…";
}
