using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Catalog.Stac;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mlops.Catalog.Readme;

/// <summary>YAML 1.2's core schema: what a plain scalar means; quoted ones are text.</summary>
internal static partial class YamlScalar
{
    private const int MaxNumberLength = 40;

    public static void Write(Utf8JsonWriter writer, Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str"))
        {
            writer.WriteStringValue(Clean(text));
            return;
        }

        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                return;
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                return;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                return;
        }

        // A number keeps its digits, so that a version written as 2.10 does not become 2.1.
        if (text.Length <= MaxNumberLength && JsonNumber().IsMatch(text) && double.IsFinite(Parse(text)))
        {
            writer.WriteRawValue(text);
        }
        else if (text.Length <= MaxNumberLength && LooseNumber().IsMatch(text) && Parse(text) is var number && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(Clean(text));
        }
    }

    /// <summary>Text without what JSON or the public root's marker cannot bear.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(Unfit))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
            {
                clean.Append(text[at]).Append(text[++at]);
            }
            else if (!Unfit(text[at]))
            {
                clean.Append(text[at]);
            }
        }

        return clean.ToString();
    }

    private static bool Unfit(char letter) =>
        letter == PublicRoot.Marker || char.IsSurrogate(letter) || (char.IsControl(letter) && letter is not ('\n' or '\t' or '\r'));

    private static double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex LooseNumber();
}
