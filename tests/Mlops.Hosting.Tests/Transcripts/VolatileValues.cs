using System.Text.RegularExpressions;

namespace Mlops.Hosting.Tests.Transcripts;

/// <summary>What stands here for the values of a transcript that a server makes up: ids, times, random names.</summary>
internal sealed class VolatileValues
{
    private readonly HashSet<string> _known;
    private readonly Regex? _pattern;
    private readonly Dictionary<string, string> _bound = new(StringComparer.Ordinal);

    public VolatileValues(IReadOnlyList<string> values)
    {
        _known = [.. values];
        // A value may be part of another: the longest wins.
        _pattern = values.Count == 0 ? null : new Regex(string.Join('|', values.OrderByDescending(value => value.Length).Select(Regex.Escape)));
    }

    /// <summary>The text with every value that has appeared in an answer replaced by what stands here for it.</summary>
    public string Substitute(string text) =>
        _pattern?.Replace(text, match => _bound.GetValueOrDefault(match.Value, match.Value)) ?? text;

    /// <summary>Whether a number is such a value; what stands here for it is remembered.</summary>
    public bool Bind(string expected, string actual)
    {
        if (!_known.Contains(expected))
        {
            return false;
        }

        _bound.TryAdd(expected, actual);
        return true;
    }

    /// <summary>Whether two texts are the same but for such values; null where the expected one holds none.</summary>
    public bool? BindWithin(string expected, string actual)
    {
        var matches = _pattern?.Matches(expected);
        if (matches is not { Count: > 0 })
        {
            return null;
        }

        var shape = "";
        var last = 0;
        foreach (Match match in matches)
        {
            shape += Regex.Escape(expected[last..match.Index]) + @"([\w:.\-]+)";
            last = match.Index + match.Length;
        }

        var found = Regex.Match(actual, $@"\A{shape}{Regex.Escape(expected[last..])}\z", RegexOptions.Singleline);
        if (found.Success)
        {
            for (var i = 0; i < matches.Count; i++)
            {
                _bound.TryAdd(matches[i].Value, found.Groups[i + 1].Value);
            }
        }

        return found.Success;
    }
}
