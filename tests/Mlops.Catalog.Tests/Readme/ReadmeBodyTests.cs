using Mlops.Catalog.Readme;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Readme;

public class ReadmeBodyTests
{
    private const string Base = "\uE000/api/download/g/p/repository";

    [Theory]
    [InlineData("[a](b.md)", "[a](" + Base + "/b.md)")]
    [InlineData("[a](./d/b.md#part \"Title\")", "[a](" + Base + "/d/b.md#part \"Title\")")]
    [InlineData("[a](<my file.md>)", "[a](" + Base + "/my%20file.md)")]
    [InlineData("![a](/x.png)", "![a](" + Base + "/x.png)")]
    [InlineData("[![a](x.png)](y.md)", "[![a](" + Base + "/x.png)](" + Base + "/y.md)")]
    [InlineData("[a][r]\n\n[r]: b.md", "[a][r]\n\n[r]: " + Base + "/b.md")]
    [InlineData("[a](b.md?raw=1)", "[a](" + Base + "/b.md?raw=1)")]
    [InlineData("<img src=\"x.png\" width=5>", "<img src=\"" + Base + "/x.png\" width=5>")]
    [InlineData("text <IMG alt='a' src='./d/x y.png'/> text", "text <IMG alt='a' src='" + Base + "/d/x%20y.png'/> text")]
    [InlineData("<p align=center>\n<img src=x.png>\n<a href=docs/a.md>A</a>\n</p>", "<p align=center>\n<img src=" + Base + "/x.png>\n<a href=" + Base + "/docs/a.md>A</a>\n</p>")]
    [InlineData("<video poster=\"p.png\" src=\"v.mp4?a=1&amp;b=2\"></video>", "<video poster=\"" + Base + "/p.png\" src=\"" + Base + "/v.mp4?a=1&amp;b=2\"></video>")]
    public void Relative_links_lead_to_the_download_API(string markdown, string expected) => Assert.Equal(expected, Read(markdown).Description);

    [Theory]
    [InlineData("[a](https://x/y)")]
    [InlineData("[a](mailto:a@b.c)")]
    [InlineData("[a](#part)")]
    [InlineData("[a](//x/y)")]
    [InlineData("[a](../x)")]
    [InlineData("[a](javascript:x)")]
    [InlineData("`[a](b.md)`")]
    [InlineData("```\n[a](b.md)\n```")]
    [InlineData("<https://x/y>")]
    [InlineData("plain")]
    [InlineData("<img src=\"https://x/y.png\">")]
    [InlineData("<img src=\"../x.png\"> <img data-src=\"x.png\">")]
    [InlineData("`<img src=\"x.png\">`")]
    [InlineData("```html\n<img src=\"x.png\">\n```")]
    [InlineData("<!-- <img src=\"x.png\"> -->")]
    public void Everything_else_stays_as_written(string markdown) => Assert.Equal(markdown, Read(markdown).Description);

    [Theory]
    [InlineData("![Preview](./flood.png)", "./flood.png")]
    [InlineData("text ![PREVIEW](https://x/y.png)", "https://x/y.png")]
    [InlineData("![other](a.png)\n\n![preview][p]\n\n[p]: b.png", "b.png")]
    [InlineData("<img alt=\"Preview\" src=\"a.png\">\n\n![preview](b.png)", "a.png")]
    [InlineData("![other](a.png) <img src=a.png alt=' PREVIEW '>", "a.png")]
    [InlineData("![other](a.png)", null)]
    [InlineData("[Preview](a.png)", null)]
    public void The_preview_is_the_image_of_that_name(string markdown, string? expected) => Assert.Equal(expected, Read(markdown).Preview);

    [Fact]
    public void Links_to_DOIs_are_citations_in_order_and_once()
    {
        var body = Read("""
            See [Miller *et al.*, 2020](https://doi.org/10.1000/182) and [again](http://dx.doi.org/10.1000/182),
            <https://doi.org/10.5555/a%3Cb> or [no DOI](https://doi.org/about) nor [this](https://example.org/10.1/x).
            [Other](https://www.doi.org/10.1234/x.y?z=1)
            """);

        Assert.Equal([new("10.1000/182", "Miller et al., 2020"), new("10.5555/a<b", null), new("10.1234/x.y", "Other")], body.Citations);
    }

    [Theory]
    [InlineData("[DOI: 10.1109/X.2020](https://doi.org/10.1109/X.2020)", "10.1109/X.2020", "10.1109/X.2020")]
    [InlineData("[doi:Miller 2020](https://doi.org/10.1109/X)", "10.1109/X", "Miller 2020")]
    [InlineData("Cite https://doi.org/10.5281/zenodo.99 please.", "10.5281/zenodo.99", null)]
    [InlineData("Cite <https://doi.org/10.5281/zenodo.99>.", "10.5281/zenodo.99", null)]
    [InlineData("Cite doi:10.1000/a_b_c(d), then", "10.1000/a_b_c(d)", null)]
    [InlineData("(DOI: 10.1000/182).", "10.1000/182", null)]
    [InlineData("see doi.org/10.1000/182; or", "10.1000/182", null)]
    [InlineData("doi:10.1000/1 and [second](https://doi.org/10.1000/2)", "10.1000/1", null)]
    [InlineData("<a href=\"https://doi.org/10.1000/1\">x</a> doi:10.1000/2", "10.1000/1", null)]
    public void The_first_DOI_counts_wherever_it_stands(string markdown, string doi, string? text) =>
        Assert.Equal(new Citation(doi, text), Read(markdown).Citations[0]);

    [Theory]
    [InlineData("`doi:10.1000/182`")]
    [InlineData("```\nhttps://doi.org/10.1000/182\n```")]
    [InlineData("10.1000/182")]
    [InlineData("doi:10.1/x")]
    [InlineData("<!-- doi:10.1000/182 -->")]
    public void What_is_no_mention_of_a_DOI_is_none(string markdown) => Assert.Empty(Read(markdown).Citations);

    [Fact]
    public void Deep_nesting_is_borne_and_told()
    {
        var warnings = new MetadataWarnings();
        var text = string.Concat(Enumerable.Repeat("> ", 20_000)) + "[a](b.md)";

        Assert.NotEmpty(ReadmeBody.Read(text, "g/p", warnings).Description);
        Assert.Single(warnings.List);
    }

    private static ReadmeBody Read(string markdown)
    {
        Assert.Equal('\uE000', PublicRoot.Marker);
        return ReadmeBody.Read(markdown, "g/p", new());
    }
}
