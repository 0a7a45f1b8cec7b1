using System.Text;
using System.Text.RegularExpressions;
using Mlops.Catalog.Categories;

namespace Mlops.Catalog.Items;

/// <summary>A path pattern, matched in time linear in the path.</summary>
internal sealed class AssetGlob
{
    private const int MaxLength = 256;

    private readonly Regex _regex;

    private AssetGlob(Regex regex, string pattern)
    {
        _regex = regex;
        Specificity = (HasWildcard(pattern) ? 0 : 1, pattern.Contains('/', StringComparison.Ordinal) ? 1 : 0, pattern.Count(letter => "*?[]{},!".IndexOf(letter, StringComparison.Ordinal) < 0));
    }

    /// <summary>
    /// How narrow the pattern is: one without wildcards before one with, one with folders before one without, then by its plain letters.
    /// </summary>
    public (int Exact, int Anchored, int Letters) Specificity { get; }

    public static bool TryParse(string pattern, out AssetGlob glob)
    {
        glob = null!;
        if (pattern.StartsWith("./", StringComparison.Ordinal))
        {
            pattern = pattern[2..];
        }

        if (pattern.Length is 0 or > MaxLength || pattern.Any(char.IsControl))
        {
            return false;
        }

        // As in .gitignore: a pattern without a slash names files in any folder, one with a slash starts at the project's root.
        var anchored = pattern.TrimStart('/');
        var text = pattern.Contains('/', StringComparison.Ordinal) ? anchored : $"**/{anchored}";
        try
        {
            if (Translate(text) is not { } regex)
            {
                return false;
            }

            glob = new(new Regex(regex, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), pattern);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    public static IEnumerable<string> Faults(AssetRule rule)
    {
        if (rule.Glob is { } pattern && !TryParse(pattern, out _))
        {
            yield return $"has a glob that cannot be read: '{pattern}'";
        }

        if (rule.TypeAs is { } name && MediaTypes.ByShortName(name) is null)
        {
            yield return $"has an unknown type-as: '{name}'";
        }

        if (rule.Glob is null && (rule.Key is null || rule.Href is null))
        {
            yield return "has neither a glob nor both key and href";
        }
    }

    public bool IsMatch(string path) => _regex.IsMatch(path);

    private static bool HasWildcard(string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\')
            {
                at++;
            }
            else if (pattern[at] is '*' or '?' or '[' or '{')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pattern as a regular expression, or null where it ends in the middle of an escape.</summary>
    private static string? Translate(string glob)
    {
        var regex = new StringBuilder("^");
        var braces = 0;
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '\\' when at + 1 == glob.Length:
                    return null;
                case '\\':
                    regex.Append(Literal(glob[++at]));
                    break;
                case '*' when glob.AsSpan(at).StartsWith("**/"):
                    regex.Append("(?:[^/]+/)*");
                    at += 2;
                    break;
                case '*' when glob.AsSpan(at).StartsWith("**"):
                    regex.Append(".*");
                    at++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when ClassEnd(glob, at) is var end and > 0:
                    AppendClass(regex, glob[(at + 1)..end]);
                    at = end;
                    break;
                case '{' when glob.IndexOf('}', at) > 0:
                    regex.Append("(?:");
                    braces++;
                    break;
                case '}' when braces > 0:
                    regex.Append(')');
                    braces--;
                    break;
                case ',' when braces > 0:
                    regex.Append('|');
                    break;
                default:
                    regex.Append(Literal(glob[at]));
                    break;
            }
        }

        return regex.Append(@"\z").ToString();
    }

    private static string Literal(char letter) => Regex.Escape(letter.ToString());

    /// <summary>
    /// Where the bracket that opens at a place is closed, or -1; a bracket right at the beginning, or escaped, is a member.
    /// </summary>
    private static int ClassEnd(string glob, int open)
    {
        var first = open + 1 + (open + 1 < glob.Length && glob[open + 1] is '!' or '^' ? 1 : 0);
        for (var at = first; at < glob.Length; at++)
        {
            if (glob[at] == '\\')
            {
                at++;
            }
            else if (glob[at] == ']' && at > first)
            {
                return at;
            }
        }

        return -1;
    }

    private static void AppendClass(StringBuilder regex, string members)
    {
        var negated = members[0] is '!' or '^';
        regex.Append(negated ? "[^/" : "[");
        for (var at = negated ? 1 : 0; at < members.Length; at++)
        {
            // The hyphen of a range stays one; all else stands for itself.
            var escaped = members[at] == '\\' && at + 1 < members.Length;
            var letter = escaped ? members[++at] : members[at];
            regex.Append(letter is '\\' or '[' or ']' or '^' || (letter == '-' && escaped) ? $"\\{letter}" : letter.ToString());
        }

        regex.Append(']');
    }
}
