using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Tests.Readme;

public class ReadmeMetadataTests
{
    private readonly MetadataWarnings _warnings = new();

    [Fact]
    public void Every_known_key_is_read()
    {
        var metadata = Read("""
            title: A title
            preview: p.png
            license: MIT
            license-url: https://x/license
            extent: {temporal: [a, b], spatial: [1, 2, 3, 4]}
            providers: [{name: n}]
            related: {dataset: [https://f/a/b, c/d], tools: https://f/t}
            links: [{rel: r, href: h}]
            assets: ["*.csv", {glob: "*.tif", key: "{path}", type-as: cog, title: t, description: d, roles: [data]}, {path: x.bin, type: a/b}, {key: k, href: https://x/y}]
            extensions: {my: https://x/schema.json}
            topics: [one, two]
            gsd: 10
            my: {field: 1}
            """);

        Assert.Empty(_warnings.List);
        Assert.Equal(("A title", "p.png", "MIT", "https://x/license"), (metadata.Title, metadata.Preview, metadata.License, metadata.LicenseUrl));
        Assert.Equal(2, metadata.TemporalExtent?.GetArrayLength());
        Assert.Equal(4, metadata.SpatialExtent?.GetArrayLength());
        Assert.Single(metadata.Providers);
        Assert.Equal([new("dataset", "https://f/a/b"), new("dataset", "c/d"), new("tools", "https://f/t")], metadata.Related);
        Assert.Single(metadata.Links);
        Assert.Equal(["*.csv", "*.tif", "x.bin", null], metadata.Assets.Select(rule => rule.Glob));
        Assert.Equal("cog", metadata.Assets[1].TypeAs);
        Assert.Equal("https://x/schema.json", metadata.Extensions["my"]);
        Assert.Equal(["one", "two"], metadata.Topics);
        Assert.Equal(["gsd", "my"], metadata.Properties.Keys);
    }

    [Theory]
    [InlineData("title: [a]", "title")]
    [InlineData("title: ''", "title")]
    [InlineData("extent: 5", "extent")]
    [InlineData("providers: {name: n}", "providers")]
    [InlineData("related: [a]", "related")]
    [InlineData("related: {dataset: {a: b}}", "related.dataset")]
    [InlineData("links: nothing", "links")]
    [InlineData("assets: {glob: '*'}", "assets")]
    [InlineData("assets: [5]", "assets[0]")]
    [InlineData("assets: [{key: k}]", "assets[0]")]
    [InlineData("assets: [{glob: '[z-a]'}]", "assets[0]")]
    [InlineData("assets: [{glob: 'a', type-as: virus}]", "assets[0]")]
    [InlineData("extensions: [a]", "extensions")]
    [InlineData("extensions: {x: not a url}", "extensions.x")]
    [InlineData("extensions: {x: 'file:///etc/passwd'}", "extensions.x")]
    public void A_key_of_the_wrong_shape_is_told_and_the_rest_is_read(string yaml, string field)
    {
        var metadata = Read($"{yaml}\ngsd: 10");

        Assert.Equal(field, Assert.Single(_warnings.List).Field);
        Assert.Contains("gsd", metadata.Properties.Keys);
    }

    [Theory]
    [InlineData("[a, b]")]
    [InlineData("just text")]
    [InlineData("a: [")]
    public void Front_matter_that_is_no_mapping_is_told(string yaml)
    {
        Assert.Empty(Read(yaml).Properties);
        Assert.Equal("README.md", Assert.Single(_warnings.List).Field);
    }

    [Fact]
    public void Empty_values_of_known_keys_are_silent()
    {
        Read("title:\nlicense:\nassets:\nrelated:\nextent:\nlinks: ~");

        Assert.Empty(_warnings.List);
    }

    private ReadmeMetadata Read(string yaml) => ReadmeMetadataReader.Read(yaml, _warnings);
}
