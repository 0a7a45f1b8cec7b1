using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mlops.Import.Mlflow;

/// <summary>JSON as Python wrote it, made such that every engine and every client can read it.</summary>
internal static partial class SourceJson
{
    /// <summary>
    /// Reads JSON; what is no number in JSON becomes null, and U+0000 and halves of surrogate pairs, which engines can't keep, a
    /// replacement character.
    /// </summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="json">The text as it can be kept.</param>
    /// <param name="root">What is in it.</param>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? json, out JsonElement root)
    {
        (json, root) = (null, default);
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var clean = Clean(text);
        try
        {
            using var document = JsonDocument.Parse(clean);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return false;
        }

        json = clean;
        return true;
    }

    /// <summary>The text of a member, or null where there is none; a value that is no text is its JSON.</summary>
    public static string? Member(JsonElement parent, string name) =>
        parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    private static string Clean(string json)
    {
        json = NotStorable().Replace(json, Replace);
        return json.Contains("NaN", StringComparison.Ordinal) || json.Contains("Infinity", StringComparison.Ordinal)
            ? TextOrNoNumber().Replace(json, static match => match.Value[0] == '"' ? match.Value : "null")
            : json;
    }

    /// <summary>
    /// A text inside a text, as attributes of spans are, escapes each backslash once more: one backslash, or two, before the <c>u</c>
    /// make an escape, and four are a backslash in the inner text.
    /// </summary>
    private static string Replace(Match match)
    {
        var (first, second) = (match.Groups["first"], match.Groups["second"]);
        var depth = first.Length % 4;
        if (depth == 0 || (second.Success && second.Length == (depth == 2 ? 2 : 1)))
        {
            return match.Value;
        }

        return first.Value + "ufffd" + (second.Success ? second.Value + "ufffd" : "");
    }

    [GeneratedRegex(@"(?<!\\)(?<first>(?>\\+))u(?:0000|d[89ab][0-9a-f]{2}(?:(?<second>\\{1,2})ud[c-f][0-9a-f]{2})?|d[c-f][0-9a-f]{2})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotStorable();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?Infinity|NaN
        """, RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex TextOrNoNumber();
}
