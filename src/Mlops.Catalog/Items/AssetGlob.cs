using System.Text;
using System.Text.RegularExpressions;
using Mlops.Catalog.Categories;

namespace Mlops.Catalog.Items;

/// <summary>A path pattern, matched in time linear in the path.</summary>
internal sealed class AssetGlob
{
    private const int MaxLength = 256;

    private readonly Regex _regex;

    private AssetGlob(Regex regex) => _regex = regex;

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
            glob = new(new Regex(Translate(text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
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

    private static string Translate(string glob)
    {
        var regex = new StringBuilder("^");
        var braces = 0;
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
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
                case '[' when glob.IndexOf(']', at + 1) is var end and > 0 && end > at + 1:
                    var members = glob[(at + 1)..end].Replace("\\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
                    regex.Append('[').Append(members[0] == '!' ? $"^/{members[1..]}" : members).Append(']');
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
                    regex.Append(Regex.Escape(glob[at].ToString()));
                    break;
            }
        }

        return regex.Append(@"\z").ToString();
    }
}
