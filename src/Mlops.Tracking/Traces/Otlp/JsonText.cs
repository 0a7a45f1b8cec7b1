using System.Globalization;
using System.Text;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>JSON as MLflow's clients write attribute values: spaces after separators, nothing escaped that need not be.</summary>
internal static class JsonText
{
    public static void AppendText(StringBuilder json, ReadOnlySpan<char> text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append(@"\n"),
                '\r' => json.Append(@"\r"),
                '\t' => json.Append(@"\t"),
                // Not every database can look into JSON that escapes this one.
                '\0' => json.Append('\uFFFD'),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }

    public static string Of(string text)
    {
        var json = new StringBuilder(text.Length + 2);
        AppendText(json, text);
        return json.ToString();
    }

    /// <summary>A number that stays one with a fraction; what JSON has no number for becomes a text.</summary>
    public static void AppendDouble(StringBuilder json, double number)
    {
        if (!double.IsFinite(number))
        {
            json.Append(double.IsNaN(number) ? "\"NaN\"" : number > 0 ? "\"Infinity\"" : "\"-Infinity\"");
            return;
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        json.Append(text).Append(text.AsSpan().ContainsAny('.', 'E') ? "" : ".0");
    }

    /// <summary>An object of values that are JSON already.</summary>
    public static void AppendObject(StringBuilder json, OrderedDictionary<string, string> values)
    {
        json.Append('{');
        var first = true;
        foreach (var (key, value) in values)
        {
            json.Append(first ? "" : ", ");
            AppendText(json, key);
            json.Append(": ").Append(value);
            first = false;
        }

        json.Append('}');
    }
}
