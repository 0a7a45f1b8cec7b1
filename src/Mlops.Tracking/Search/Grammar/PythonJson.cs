using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// JSON to the letter as Python's standard library writes it, so that tokens look like MLflow's: spaces after separators, ASCII only.
/// </summary>
internal static class PythonJson
{
    public const string Null = "null";

    public static string TextOrNull(string? text) => string.IsNullOrEmpty(text) ? Null : Text(text);

    public static string Text(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\t' => result.Append(@"\t"),
                '\b' => result.Append(@"\b"),
                '\f' => result.Append(@"\f"),
                < ' ' or > '~' => result.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>A value that was read from JSON.</summary>
    /// <exception cref="InvalidOperationException">A text holds half of a surrogate pair.</exception>
    public static string Element(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Object(value.EnumerateObject().Select(static property => KeyValuePair.Create(property.Name, Element(property.Value)))),
        JsonValueKind.Array => List(value.EnumerateArray(), Element),
        JsonValueKind.String => Text(value.GetString()!),
        _ => value.GetRawText(),
    };

    /// <summary>An object of values that are JSON already.</summary>
    public static string Object(IEnumerable<KeyValuePair<string, string>> properties) =>
        "{" + string.Join(", ", properties.Select(static property => $"{Text(property.Key)}: {property.Value}")) + "}";

    public static string List<T>(IEnumerable<T> items, Func<T, string> write) => "[" + string.Join(", ", items.Select(write)) + "]";
}
