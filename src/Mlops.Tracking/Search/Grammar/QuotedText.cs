using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>Quotes around keys and values. The language has no escapes: whatever stands between the outer quotes is the text.</summary>
internal static class QuotedText
{
    /// <summary>
    /// The position after the closing quote, or -1. A doubled quote does not close, nor does one after a backslash
    /// (unless it is a backtick), except that the last such quote closes when no other one does.
    /// </summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var quote = text[start];
        var next = start + 1;
        var last = -1;
        while (text[next..].IndexOf(quote) is var offset and >= 0)
        {
            var at = next + offset;
            if (offset > 0 && text[at - 1] == '\\' && quote != '`')
            {
                next = at + 1;
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                next = at + 2;
            }
            else
            {
                return at + 1;
            }

            last = at + 1;
        }

        return last;
    }

    /// <summary>A key without its quotes.</summary>
    public static ReadOnlySpan<char> Key(ReadOnlySpan<char> written) => TrimBackticks(IsQuoted(written) ? written[1..^1] : written);

    public static ReadOnlySpan<char> TrimBackticks(ReadOnlySpan<char> written) => IsEnclosed(written, '`') ? written[1..^1] : written;

    /// <summary>A text value without its quotes.</summary>
    /// <exception cref="MlflowException">The value is a bare or backquoted word.</exception>
    public static string Value(FilterToken token) => IsQuoted(token.Text)
        ? token.Text[1..^1].ToString()
        : throw MlflowException.InvalidParameterValue(
            "Parameter value is either not quoted or unidentified quote types used for string value " +
            $"{PythonText.Cut(token.Text)}. Use either single or double quotes.");

    private static bool IsQuoted(ReadOnlySpan<char> text) => IsEnclosed(text, '\'') || IsEnclosed(text, '"');

    private static bool IsEnclosed(ReadOnlySpan<char> text, char quote) => text.Length >= 2 && text[0] == quote && text[^1] == quote;
}
