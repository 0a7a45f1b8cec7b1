using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Mlops.Catalog.Stac;

namespace Mlops.Catalog.Readme;

/// <summary>What a README's Markdown holds for the catalog.</summary>
/// <param name="Description">The text, links to files of the project made addresses of the download API below <see cref="PublicRoot.Marker"/>.</param>
/// <param name="Preview">The address of the image whose alternative text is "Preview", as written, or null.</param>
/// <param name="Citations">DOIs in order, each once.</param>
internal sealed partial record ReadmeBody(string Description, string? Preview, IReadOnlyList<Citation> Citations)
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
        var citations = links.Where(link => !link.IsImage && link.Url is not null)
            .Select(link => (Match: Doi().Match(link.Url!), Link: link))
            .Where(found => found.Match.Success)
            .Select(found => new Citation(Uri.UnescapeDataString(found.Match.Groups[1].Value), TextOf(found.Link)))
            .Where(citation => DoiShape().IsMatch(citation.Doi))
            .DistinctBy(citation => citation.Doi, StringComparer.OrdinalIgnoreCase)
            .Take(MaxCitations);
        return new(
            Rewrite(text, document, links, projectPath),
            links.FirstOrDefault(link => link.IsImage && string.Equals(TextOf(link), "preview", StringComparison.OrdinalIgnoreCase))?.Url,
            [.. citations]);
    }

    // Only the addresses are replaced, so that the author's text stays as it was written.
    private static string Rewrite(string text, MarkdownDocument document, List<LinkInline> links, string projectPath)
    {
        var places = links.Where(link => link.Reference is null).Select(link => (link.UrlSpan, link.Url))
            .Concat(document.Descendants<LinkReferenceDefinition>().Select(definition => (definition.UrlSpan, definition.Url)))
            .Where(place => place.UrlSpan is { IsEmpty: false, Start: >= 0 } && place.UrlSpan.End < text.Length && !string.IsNullOrEmpty(place.Url))
            .DistinctBy(place => place.UrlSpan.Start)
            .OrderBy(place => place.UrlSpan.Start);
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (span, url) in places)
        {
            if (span.Start < copied || url![0] == '#' || ReadmeLinks.HasScheme(url) || url.StartsWith("//", StringComparison.Ordinal)
                || ReadmeLinks.Download(projectPath, url) is not { } path)
            {
                continue;
            }

            result.Append(text, copied, span.Start - copied).Append(PublicRoot.Marker).Append(path);
            copied = span.End + 1;
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

    [GeneratedRegex(@"^https?://(?:dx\.|www\.)?doi\.org/(10\.[^?#]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Doi();

    // As the scientific extension's schema has it.
    [GeneratedRegex(@"^10\.[0-9a-zA-Z]{4,}/[^\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex DoiShape();
}
