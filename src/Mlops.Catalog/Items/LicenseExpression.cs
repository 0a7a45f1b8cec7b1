using System.Text.RegularExpressions;

namespace Mlops.Catalog.Items;

/// <summary>
/// An SPDX licence expression (SPDX specification, annex "SPDX license expressions"): ids joined by AND, OR, WITH and parentheses.
/// </summary>
/// <param name="Text">The expression with the spelling of SPDX and single blanks.</param>
/// <param name="Ids">The licences in it, each once, without <c>+</c>; exceptions are none.</param>
/// <param name="IsSingle">Whether it is no more than one licence, perhaps in parentheses.</param>
internal sealed partial record LicenseExpression(string Text, IReadOnlyList<string> Ids, bool IsSingle)
{
    private const int MaxTokens = 64;

    /// <summary>Reads an expression; operators in any case, as SPDX 3 has them. Null for what is none.</summary>
    public static LicenseExpression? TryParse(string text)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToList();
        if (tokens.Count is 0 or > MaxTokens || Token().Replace(text, "").Trim().Length > 0)
        {
            return null;
        }

        var at = 0;
        var ids = new List<string>();
        var written = Alternatives();
        return written is null || at < tokens.Count
            ? null
            : new(written, [.. ids.Select(id => id.TrimEnd('+')).Distinct()], ids.Count == 1 && !tokens.Exists(token => Is(token, "WITH")));

        string? Alternatives() => Joined("OR", () => Joined("AND", Simple));

        string? Joined(string word, Func<string?> operand)
        {
            var left = operand();
            while (left is not null && at < tokens.Count && Is(tokens[at], word))
            {
                at++;
                left = operand() is { } right ? $"{left} {word} {right}" : null;
            }

            return left;
        }

        string? Simple()
        {
            if (at >= tokens.Count || tokens[at] == ")" || IsWord(tokens[at]))
            {
                return null;
            }

            if (tokens[at] == "(")
            {
                at++;
                var inner = Alternatives();
                return inner is not null && at < tokens.Count && tokens[at++] == ")" ? $"({inner})" : null;
            }

            var id = Licenses.Spell(tokens[at++]);
            ids.Add(id);
            if (at + 1 < tokens.Count && Is(tokens[at], "WITH") && !IsWord(tokens[at + 1]) && tokens[at + 1] is not ("(" or ")"))
            {
                at += 2;
                return $"{id} WITH {tokens[at - 1]}";
            }

            return id;
        }
    }

    private static bool Is(string token, string word) => string.Equals(token, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsWord(string token) => Is(token, "AND") || Is(token, "OR") || Is(token, "WITH");

    [GeneratedRegex(@"[()]|[A-Za-z0-9][A-Za-z0-9.:-]{0,100}\+?", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
