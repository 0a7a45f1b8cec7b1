using System.Globalization;
using System.Text;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// Values as Python prints them, which is how they stand in MLflow's messages. Long texts are cut: a message need not carry a hostile
/// request back.
/// </summary>
internal static class PythonText
{
    private const int Limit = 500;

    /// <summary>The text itself, or its beginning.</summary>
    public static string Cut(ReadOnlySpan<char> text)
    {
        if (text.Length <= Limit)
        {
            return text.ToString();
        }

        var end = char.IsHighSurrogate(text[Limit - 1]) ? Limit - 1 : Limit;
        return string.Concat(text[..end], "…");
    }

    /// <summary>The <c>repr</c> of a string.</summary>
    public static string Repr(ReadOnlySpan<char> text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var c in Cut(text))
        {
            _ = c switch
            {
                '\\' => result.Append(@"\\"),
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\t' => result.Append(@"\t"),
                < ' ' or '\x7f' => result.Append(CultureInfo.InvariantCulture, $@"\x{(int)c:x2}"),
                _ when c == quote => result.Append('\\').Append(c),
                _ => result.Append(c),
            };
        }

        return result.Append(quote).ToString();
    }

    /// <summary>The <c>repr</c> of bytes.</summary>
    public static string Bytes(ReadOnlySpan<byte> bytes)
    {
        var result = new StringBuilder("b'");
        foreach (var b in bytes)
        {
            _ = b switch
            {
                (byte)'\\' or (byte)'\'' => result.Append('\\').Append((char)b),
                >= (byte)' ' and < 0x7f => result.Append((char)b),
                _ => result.Append(CultureInfo.InvariantCulture, $@"\x{b:x2}"),
            };
        }

        return result.Append('\'').ToString();
    }

    /// <summary>The <c>repr</c> of a set of plain words.</summary>
    public static string Set(params ReadOnlySpan<string> words) => "{" + Join(words) + "}";

    /// <summary>The <c>repr</c> of a list of strings.</summary>
    public static string List(params ReadOnlySpan<string> texts) => "[" + Join(texts) + "]";

    private static string Join(ReadOnlySpan<string> texts)
    {
        var result = new StringBuilder();
        foreach (var text in texts)
        {
            if (result.Length > 4 * Limit)
            {
                return result.Append(", …").ToString();
            }

            result.Append(result.Length == 0 ? "" : ", ").Append(Repr(text));
        }

        return result.ToString();
    }
}
