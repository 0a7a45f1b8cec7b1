using Mlops.Catalog.Readme;
using Mlops.Catalog.Stac;

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
    public void Everything_else_stays_as_written(string markdown) => Assert.Equal(markdown, Read(markdown).Description);

    [Theory]
    [InlineData("![Preview](./flood.png)", "./flood.png")]
    [InlineData("text ![PREVIEW](https://x/y.png)", "https://x/y.png")]
    [InlineData("![other](a.png)\n\n![preview][p]\n\n[p]: b.png", "b.png")]
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

        Assert.Equal([new("10.1000/182", "Miller et al., 2020"), new("10.1234/x.y", "Other")], body.Citations);
    }

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
