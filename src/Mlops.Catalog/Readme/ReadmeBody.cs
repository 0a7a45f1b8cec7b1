using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Mlops.Stac;

namespace Mlops.Catalog.Readme;

/// <summary>What a README's Markdown holds for the catalog.</summary>
/// <param name="Description">The text, links to files of the project made addresses of the download API below
/// <see cref="PublicRoot.Marker"/>.</param>
/// <param name="Preview">The address of the image whose alternative text is "Preview", as written, or null.</param>
/// <param name="Citations">DOIs of links, autolinks and text in their order, each once.</param>
internal sealed record ReadmeBody(string Description, string? Preview, IReadOnlyList<Citation> Citations)
{
    private const int MaxCitations = 50;
    private const int MaxTextLength = 1000;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UseAutoLinks().UsePipeTables().Build();

    public static ReadmeBody Read(string markdown, string projectPath, MetadataWarnings warnings)
    {
        var text = YamlScalar.Clean(markdown).Trim();
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, s_pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's own bound on nesting.
            warnings.Add("README.md", "has Markdown nested too deeply to be read; its links are left as they are");
            return new(text, null, []);
        }

        var links = document.Descendants<LinkInline>().ToList();
        var tags = HtmlTags.In(text, document);
        var previews = links.Where(link => link.IsImage && IsPreview(TextOf(link))).Select(link => (link.Span.Start, link.Url))
            .Concat(tags.Where(tag => tag.IsImage && IsPreview(tag.Alternative)).Select(tag => (tag.At, Url: (string?)tag.Address)))
            .Where(preview => !string.IsNullOrEmpty(preview.Url));
        return new(
            Rewrite(text, Places(text, document, links, tags), projectPath),
            previews.OrderBy(preview => preview.Item1).FirstOrDefault().Url,
            [.. Cited(text, document, links, tags)]);
    }

    private static bool IsPreview(string? alternative) => string.Equals(alternative?.Trim(), "preview", StringComparison.OrdinalIgnoreCase);

    /// <summary>The DOIs of links, of autolinks and of plain text; text inside of a link, of code or of HTML is none of its own.</summary>
    private static IEnumerable<Citation> Cited(string text, MarkdownDocument document, List<LinkInline> links, IReadOnlyList<HtmlTag> tags)
    {
        var linked = links.Where(link => !link.IsImage && link.Url is not null)
            .Select(link => (At: link.Span.Start, Doi: DoiText.OfAddress(link.Url!), Text: link.IsAutoLink ? null : TextOf(link)))
            .Concat(document.Descendants<AutolinkInline>().Select(link => (At: link.Span.Start, Doi: DoiText.OfAddress(link.Url), Text: (string?)null)))
            .Concat(tags.Where(tag => !tag.IsImage).Select(tag => (tag.At, Doi: DoiText.OfAddress(tag.Address), Text: (string?)null)));
        var taken = links.Select(link => link.Span)
            .Concat(document.Descendants<AutolinkInline>().Select(link => link.Span))
            .Concat(document.Descendants<CodeInline>().Select(code => code.Span))
            .Concat(document.Descendants<HtmlInline>().Select(html => html.Span))
            .Concat(document.Descendants<CodeBlock>().Select(code => code.Span))
            .Concat(document.Descendants<HtmlBlock>().Select(html => html.Span))
            .Concat(document.Descendants<LinkReferenceDefinition>().Select(definition => definition.Span))
            .ToList();
        var written = DoiText.In(text).Where(found => !taken.Exists(span => span.Start <= found.At && found.At <= span.End))
            .Select(found => (found.At, Doi: (string?)found.Doi, Text: (string?)null));
        return linked.Concat(written).Where(found => found.Doi is not null).OrderBy(found => found.At)
            .Select(found => new Citation(found.Doi!, Citable(found.Text)))
            .DistinctBy(citation => citation.Doi, StringComparer.OrdinalIgnoreCase)
            .Take(MaxCitations);
    }

    private static string? Citable(string? text) => text is not null && DoiText.WithoutLabel(text) is { Length: > 0 } citation ? citation : null;

    /// <summary>Where the addresses of links, of their definitions and of HTML tags stand.</summary>
    private static IEnumerable<(int Start, int End, string Url, bool IsHtml)> Places(
        string text, MarkdownDocument document, List<LinkInline> links, IReadOnlyList<HtmlTag> tags)
    {
        var markdown = links.Where(link => link.Reference is null).Select(link => (Span: link.UrlSpan, link.Url))
            .Concat(document.Descendants<LinkReferenceDefinition>().Select(definition => (Span: definition.UrlSpan, definition.Url)))
            .Where(place => place.Span is { IsEmpty: false, Start: >= 0 } && place.Span.End < text.Length && !string.IsNullOrEmpty(place.Url))
            .Select(place => (place.Span.Start, place.Span.End, place.Url!, false));
        return markdown.Concat(tags.Select(tag => (tag.AddressAt, tag.AddressAt + tag.AddressLength - 1, tag.Address, true)))
            .DistinctBy(place => place.Item1)
            .OrderBy(place => place.Item1);
    }

    // Only the addresses are replaced, so that the author's text stays as it was written.
    private static string Rewrite(string text, IEnumerable<(int Start, int End, string Url, bool IsHtml)> places, string projectPath)
    {
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, end, url, isHtml) in places)
        {
            if (start < copied || url[0] == '#' || ReadmeLinks.HasScheme(url) || url.StartsWith("//", StringComparison.Ordinal)
                || ReadmeLinks.Download(projectPath, url) is not { } path)
            {
                continue;
            }

            result.Append(text, copied, start - copied).Append(PublicRoot.Marker).Append(isHtml ? System.Net.WebUtility.HtmlEncode(path) : path);
            copied = end + 1;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private static string? TextOf(ContainerInline link)
    {
        var text = new StringBuilder();
        foreach (var inline in link.Descendants())
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                _ => "",
            });
            if (text.Length > MaxTextLength)
            {
                break;
            }
        }

        var plain = text.ToString().Trim();
        return plain.Length == 0 ? null : plain;
    }
}
