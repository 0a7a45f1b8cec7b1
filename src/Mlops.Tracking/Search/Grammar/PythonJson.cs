using System.Globalization;
using System.Text;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>JSON to the letter as Python's standard library writes it, so that tokens look like MLflow's: spaces after separators, ASCII only.</summary>
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

    public static string List<T>(IEnumerable<T> items, Func<T, string> write) => "[" + string.Join(", ", items.Select(write)) + "]";
}
