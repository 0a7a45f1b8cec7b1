using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// Lists of quoted texts, such as <c>('a', "b")</c>. MLflow reads them as Python tuples, so here (and only here) a backslash escapes.
/// </summary>
internal static class ListLiteral
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("()'\"");

    /// <summary>The position after the closing parenthesis, or -1.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var depth = 0;
        var at = start;
        while (text[at..].IndexOfAny(Marks) is var offset and >= 0)
        {
            at += offset;
            switch (text[at])
            {
                case '(':
                    depth++;
                    at++;
                    break;
                case ')':
                    depth--;
                    at++;
                    if (depth == 0)
                    {
                        return at;
                    }

                    break;
                default:
                    at = TextEnd(text, at);
                    if (at < 0)
                    {
                        return -1;
                    }

                    break;
            }
        }

        return -1;
    }

    /// <summary>The texts of a list.</summary>
    /// <param name="list">From the opening to the closing parenthesis.</param>
    /// <exception cref="MlflowException">The list is empty, ill-formed or holds something else than quoted texts.</exception>
    public static FilterValue Parse(ReadOnlySpan<char> list)
    {
        var rest = list[1..^1].Trim();
        if (rest.IsEmpty)
        {
            throw Refusal("a non-empty list of string values, but got empty list");
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        while (!rest.IsEmpty)
        {
            if (rest[0] is not ('\'' or '"'))
            {
                throw NumberToken.End(rest, 0, out _) > 0
                    ? Refusal($"string value, punctuation, or whitespace, but got different type in list: {PythonText.Cut(list)}")
                    : IllFormed();
            }

            var end = TextEnd(rest, 0);
            if (end < 0)
            {
                throw IllFormed();
            }

            texts.Add(Unescape(rest[1..(end - 1)]));
            rest = rest[end..].TrimStart();
            if (!rest.IsEmpty)
            {
                rest = rest[0] == ',' ? rest[1..].TrimStart() : throw IllFormed();
            }
        }

        return FilterValue.FromList(texts.DrainToImmutable());
    }

    private static int TextEnd(ReadOnlySpan<char> text, int start)
    {
        var quote = text[start];
        var at = start + 1;
        while (text[at..].IndexOfAny(quote, '\\') is var offset and >= 0)
        {
            at += offset + 1;
            if (text[at - 1] == quote)
            {
                return at;
            }

            at = Math.Min(at + 1, text.Length);
        }

        return -1;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[i + 1] is ('\\' or '\'' or '"'))
            {
                i++;
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    private static MlflowException IllFormed() => Refusal("a non-empty list of string values, but got ill-formed list.");

    private static MlflowException Refusal(string expected) =>
        MlflowException.InvalidParameterValue("While parsing a list in the query, expected " + expected);
}
