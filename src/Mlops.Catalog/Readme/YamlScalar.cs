using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Stac;
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
        else if (Based(text) is { } based)
        {
            writer.WriteNumberValue(based);
        }
        else
        {
            writer.WriteStringValue(Clean(text));
        }
    }

    /// <summary>
    /// Why a plain scalar means something else to readers of YAML 1.1, as PyYAML is one, than to those of YAML 1.2; null where both agree.
    /// </summary>
    public static string? Disagreement(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty || text.Length is 0 or > MaxNumberLength)
        {
            return null;
        }

        return Flag11().IsMatch(text) ? $"is the text '{text}' here, but true or false to readers of YAML 1.1; quote it, or write true or false"
            : LeadingZero().IsMatch(text) ? $"is the number {Parse(text).ToString(CultureInfo.InvariantCulture)} here, but octal, or a text, to readers of YAML 1.1; write it without the leading zero, or quote it"
            : Octal12().IsMatch(text) ? $"is an octal number here, but the text '{text}' to readers of YAML 1.1; write the number, or quote it"
            : Sexagesimal11().IsMatch(text) ? $"is the text '{text}' here, but a number of base 60 to readers of YAML 1.1; quote it"
            : Grouped11().IsMatch(text) ? $"is the text '{text}' here, but a number to readers of YAML 1.1; write it without underscores, or quote it"
            : Binary11().IsMatch(text) ? $"is the text '{text}' here, but a binary number to readers of YAML 1.1; write the number, or quote it"
            : Exponent12().IsMatch(text) ? $"is a number here, but the text '{text}' to readers of YAML 1.1; write it with a point and a sign, as 1.0e+3"
            : null;
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

    // YAML 1.2, 10.3.2: 0o7 and 0xF.
    private static long? Based(string text)
    {
        var digits = text.Length is > 2 and <= 18 ? text[2..] : "";
        return text.StartsWith("0x", StringComparison.Ordinal) && digits.Length is > 0 and < 16 && digits.All(char.IsAsciiHexDigit)
            ? long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : Octal12().IsMatch(text) ? digits.Aggregate(0L, (number, digit) => (number * 8) + (digit - '0'))
            : null;
    }

    [GeneratedRegex(@"^(yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)\z")]
    private static partial Regex Flag11();

    [GeneratedRegex(@"^[-+]?0+[1-9][0-9]*\z")]
    private static partial Regex LeadingZero();

    [GeneratedRegex(@"^0o[0-7]{1,16}\z")]
    private static partial Regex Octal12();

    [GeneratedRegex(@"^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z|^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*\z")]
    private static partial Regex Sexagesimal11();

    [GeneratedRegex(@"^[-+]?(0x[0-9a-fA-F]*_[0-9a-fA-F_]*|[0-9][0-9]*_[0-9_]*(\.[0-9_]*([eE][-+][0-9]+)?)?|[0-9]+\.[0-9]*_[0-9_]*([eE][-+][0-9]+)?)\z")]
    private static partial Regex Grouped11();

    [GeneratedRegex(@"^[-+]?0b[01_]+\z")]
    private static partial Regex Binary11();

    [GeneratedRegex(@"^[-+]?([0-9]+[eE][-+]?[0-9]+|(\.[0-9]+|[0-9]+\.[0-9]*)[eE][0-9]+)\z")]
    private static partial Regex Exponent12();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex LooseNumber();
}
