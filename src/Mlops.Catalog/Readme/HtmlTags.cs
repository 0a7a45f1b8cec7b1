using System.Net;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Mlops.Catalog.Readme;

/// <summary>An HTML tag in Markdown that names a file: <c>&lt;img src&gt;</c>, <c>&lt;a href&gt;</c>, <c>&lt;video src&gt;</c> …</summary>
/// <param name="At">Where the tag begins.</param>
/// <param name="IsImage">Whether it is an <c>img</c>.</param>
/// <param name="Address">The address, entities decoded.</param>
/// <param name="AddressAt">Where the address stands in the text.</param>
/// <param name="AddressLength">How long it is there.</param>
/// <param name="Alternative">The alternative text, or null.</param>
internal sealed record HtmlTag(int At, bool IsImage, string Address, int AddressAt, int AddressLength, string? Alternative);

/// <summary>Finds the tags; nothing else of HTML is read.</summary>
internal static partial class HtmlTags
{
    private const int MaxTags = 500;

    /// <summary>The tags of HTML blocks and of HTML in lines, in their order; what stands in code is text.</summary>
    public static IReadOnlyList<HtmlTag> In(string text, MarkdownDocument document) =>
    [
        .. document.Descendants<HtmlBlock>().Where(block => block.Type != HtmlBlockType.Comment).Select(block => block.Span)
            .Concat(document.Descendants<HtmlInline>().Select(inline => inline.Span))
            .Where(span => span is { IsEmpty: false, Start: >= 0 } && span.End < text.Length)
            .SelectMany(span => Tag().Matches(text[span.Start..(span.End + 1)]).SelectMany(match => Read(match, span.Start)))
            .DistinctBy(tag => tag.AddressAt)
            .OrderBy(tag => tag.At)
            .Take(MaxTags),
    ];

    private static IEnumerable<HtmlTag> Read(Match tag, int offset)
    {
        var attributes = Attribute().Matches(tag.Groups["attributes"].Value);
        var isImage = string.Equals(tag.Groups["name"].Value, "img", StringComparison.OrdinalIgnoreCase);
        var alternative = attributes.FirstOrDefault(attribute => Is(attribute, "alt"));
        foreach (var attribute in attributes.Where(attribute => Is(attribute, "src") || Is(attribute, "href") || Is(attribute, "poster")))
        {
            var value = Value(attribute);
            var address = WebUtility.HtmlDecode(value.Value).Trim();
            if (address.Length > 0)
            {
                yield return new(
                    offset + tag.Index,
                    isImage,
                    address,
                    offset + tag.Groups["attributes"].Index + value.Index,
                    value.Length,
                    alternative is null ? null : WebUtility.HtmlDecode(Value(alternative).Value));
            }
        }
    }

    private static bool Is(Match attribute, string name) => string.Equals(attribute.Groups["name"].Value, name, StringComparison.OrdinalIgnoreCase);

    private static Group Value(Match attribute) =>
        attribute.Groups["double"].Success ? attribute.Groups["double"]
        : attribute.Groups["single"].Success ? attribute.Groups["single"]
        : attribute.Groups["bare"];

    [GeneratedRegex(
        @"<(?<name>img|a|video|audio|source)(?<attributes>\s[^<>]*)>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(
        @"\s(?<name>[a-zA-Z-]+)\s*=\s*(?:""(?<double>[^""]*)""|'(?<single>[^']*)'|(?<bare>[^\s""'>]+))",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Attribute();
}
