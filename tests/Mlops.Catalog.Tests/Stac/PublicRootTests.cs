using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Stac;

public class PublicRootTests
{
    [Theory]
    [InlineData("https://host", "/api/stac", "https://host/api/stac")]
    [InlineData("https://host/", "/api/stac", "https://host/api/stac")]
    [InlineData("http://host:8080/a/prefix/", "/api/stac", "http://host:8080/a/prefix/api/stac")]
    [InlineData("https://host", "https://elsewhere/x", "https://elsewhere/x")]
    [InlineData("https://host", "s3://bucket/key", "s3://bucket/key")]
    [InlineData("https://host", "//elsewhere/x", "//elsewhere/x")]
    public void A_path_is_below_the_root_and_anything_else_stays(string root, string href, string expected) =>
        Assert.Equal(expected, PublicRoot.Resolve(href, new Uri(root)));

    [Fact]
    public void Every_href_of_a_built_item_is_absolute_once_resolved()
    {
        var stored = Build.Item("""
            ---
            related: {dataset: group/data}
            links: [{rel: about, href: docs/more.md}]
            ---
            ![Preview](p.png) and [more](docs/more.md)
            """, Build.Project("README.md", "LICENSE", "model.onnx"), [MemoryModels.Flood()], "group/data");

        var item = PublicRoot.Resolve(stored, new Uri("https://host/prefix"));

        Assert.All(item.Links, link => Assert.StartsWith("https://host/prefix/", link.Href));
        Assert.All(item.Assets.Values, asset => Assert.StartsWith("https://host/prefix/", asset.Href));
        Assert.Equal("https://host/prefix/api/stac", item.Properties.Providers!.Single(provider => provider.Roles!.Contains("host")).Url);
        Assert.Equal(
            "![Preview](https://host/prefix/api/download/group/sub/thing/repository/p.png) and "
            + "[more](https://host/prefix/api/download/group/sub/thing/repository/docs/more.md)",
            item.Properties.Description);
    }

    [Fact]
    public void A_reader_cannot_be_sent_elsewhere_by_a_marker_in_user_text()
    {
        var stored = Build.Item($"---\ntitle: a{PublicRoot.Marker}b\n---\nsee {PublicRoot.Marker}/x");

        Assert.Equal("see /x", stored.Properties.Description);
        Assert.Equal("ab", stored.Properties.Title);
    }
}
