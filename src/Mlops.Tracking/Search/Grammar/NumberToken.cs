using System.Globalization;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>Numbers in filters: <c>-1</c>, <c>0.5</c>, <c>.5</c>, <c>5.</c>, <c>1e-3</c>.</summary>
internal static class NumberToken
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The position after the number that starts here, or -1 if it is none or goes on as a word.</summary>
    public static int End(ReadOnlySpan<char> text, int start, out bool isInteger)
    {
        var end = text[start] == '-' ? start + 1 : start;
        var afterDigits = SkipDigits(text, end);
        var digits = afterDigits - end;
        end = afterDigits;
        isInteger = true;
        if (end < text.Length && text[end] == '.')
        {
            isInteger = false;
            afterDigits = SkipDigits(text, end + 1);
            digits += afterDigits - end - 1;
            end = afterDigits;
        }

        if (digits > 0 && end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1 < text.Length && text[end + 1] is '-' or '+' ? end + 2 : end + 1;
            afterDigits = SkipDigits(text, exponent);
            isInteger = false;
            end = afterDigits > exponent ? afterDigits : end;
        }

        var goesOn = end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_');
        return digits > 0 && !goesOn ? end : -1;
    }

    /// <summary>A number as a metric's value; too large a one is infinite.</summary>
    public static FilterValue Number(FilterToken token) => FilterValue.FromNumber(double.Parse(token.Text, Style, CultureInfo.InvariantCulture));

    /// <summary>A number as an integer attribute's value, whole if it was written so and fits into 64 bits.</summary>
    public static FilterValue Integer(FilterToken token) =>
        token.Kind == TokenKind.Integer && long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? FilterValue.FromInteger(integer)
            : Number(token);

    /// <summary>A number that was written in quotes, for the searches that allow it.</summary>
    public static bool TryUnquote(FilterToken token, out FilterToken number)
    {
        var inner = token.Kind is TokenKind.Text or TokenKind.Symbol ? token.Text[1..^1].Trim() : default;
        var isInteger = false;
        var isNumber = inner.Length > 0 && End(inner, 0, out isInteger) == inner.Length;
        number = new FilterToken(isInteger ? TokenKind.Integer : TokenKind.Decimal, inner);
        return isNumber;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start]))
        {
            start++;
        }

        return start;
    }
}
