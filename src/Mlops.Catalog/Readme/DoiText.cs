using System.Text.RegularExpressions;

namespace Mlops.Catalog.Readme;

/// <summary>DOIs as people write them: <c>https://doi.org/10.1000/182</c>, <c>doi:10.1000/182</c>, <c>DOI: 10.1000/182</c>.</summary>
internal static partial class DoiText
{
    /// <summary>Whether the text is a DOI without resolver, as the scientific extension's schema has it.</summary>
    public static bool IsDoi(string text) => Shape().IsMatch(text);

    /// <summary>The DOI of an address of its resolver, or null.</summary>
    public static string? OfAddress(string url) =>
        Address().Match(url) is { Success: true } match && Uri.UnescapeDataString(match.Groups[1].Value) is var doi && IsDoi(doi) ? doi : null;

    /// <summary>The DOI of an address, of a label with a DOI, or of a DOI alone; else null.</summary>
    public static string? Read(string text) =>
        OfAddress(text.Trim()) ?? (WithoutLabel(text) is var plain && IsDoi(plain) ? plain : null);

    /// <summary>A text without the label <c>DOI:</c> before it.</summary>
    public static string WithoutLabel(string text) => Label().Replace(text.Trim(), "", 1).Trim();

    /// <summary>The DOIs that a text names by address or label, with their places.</summary>
    public static IEnumerable<(int At, string Doi)> In(string text) => Mention().Matches(text)
        .Select(match => (match.Index, Trim(Uri.UnescapeDataString(match.Groups[1].Value))))
        .Where(found => IsDoi(found.Item2));

    // What ends a sentence ends no DOI; a bracket belongs to it if it was opened in it.
    private static string Trim(string doi)
    {
        while (doi.Length > 0 && (doi[^1] is '.' or ',' or ';' or ':' or '!' or '?' or '"' or '\'' or '*' or '_'
            || (doi[^1] == ')' && doi.Count(letter => letter == ')') > doi.Count(letter => letter == '('))
            || (doi[^1] == ']' && doi.Count(letter => letter == ']') > doi.Count(letter => letter == '['))))
        {
            doi = doi[..^1];
        }

        return doi;
    }

    [GeneratedRegex(@"^10\.[0-9a-zA-Z]{4,}/[^\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^https?://(?:dx\.|www\.)?doi\.org/(10\.[^?#]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:doi\s*:\s*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"(?:\bdoi\.org/|\bdoi\s{0,3}:\s{0,3})(10\.[0-9a-zA-Z]{4,30}/[^\s<>""|\\^`{}?#]{1,300})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mention();
}
