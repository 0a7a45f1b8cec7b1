using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Items;

public class ItemLinksTests
{
    [Fact]
    public void Every_item_links_to_itself_its_collection_and_the_root()
    {
        var links = Build.Item(null).Links;

        Assert.Equal("/api/stac/collections/ai-model/items/group/sub/thing", Href(links, "self"));
        Assert.Equal("/api/stac", Href(links, "root"));
        Assert.Equal("/api/stac/collections/ai-model", Href(links, "parent"));
        Assert.Equal("/api/stac/collections/ai-model", Href(links, "collection"));
    }

    [Theory]
    [InlineData("https://gitlab.example.org/other/data")]
    [InlineData("https://gitlab.example.org/other/data.git")]
    [InlineData("https://gitlab.example.org/other/data/")]
    [InlineData("https://gitlab.example.org/other/data/-/tree/main/x")]
    [InlineData("other/data")]
    public void A_related_project_that_is_known_here_is_linked_here(string reference)
    {
        var item = Build.Item($"---\nrelated: {{dataset: '{reference}'}}\n---\n", known: "other/data");

        Assert.Equal("/api/stac/collections/dataset/items/other/data", Href(item.Links, "derived_from"));
    }

    [Fact]
    public void A_related_project_that_is_unknown_is_linked_where_it_is()
    {
        var built = Build.Items("---\nrelated: {dataset: ['https://forge/other/data', other/gone, 'https://forge/far/away']}\n---\n", known: "x");

        Assert.Equal(["https://forge/other/data", "https://forge/far/away"], built.Items[0].Links.Where(link => link.Rel == "derived_from").Select(link => link.Href));
        Assert.Equal("related.dataset", Assert.Single(built.Warnings).Field);
        Assert.Equal(["far/away", "other/data", "other/gone"], built.Related.Keys);
        Assert.All(built.Related.Values, Assert.False);
    }

    [Fact]
    public void A_collection_that_the_catalog_lacks_is_linked_where_it_is() =>
        Assert.Equal("https://forge/other/data", Href(Build.Item("---\nrelated: {nonsense: 'https://forge/other/data'}\n---\n", known: "other/data").Links, "derived_from"));

    [Fact]
    public void Links_of_the_readme_are_kept_whole()
    {
        var link = Build.Front("links: [{rel: about, href: 'https://x/y', type: text/html, title: T, method: POST, headers: {A: [b]}, body: {c: 1}, 'x:y': 2}]")
            .Links.Single(link => link.Rel == "about");

        Assert.Equal(("https://x/y", "text/html", "T", "POST"), (link.Href, link.Type, link.Title, link.Method));
        Assert.Equal("""["b"]""", link.Headers!["A"].GetRawText());
        Assert.Equal("""{"c":1}""", link.Body?.GetRawText());
        Assert.Equal("2", link.Extra!["x:y"].GetRawText());
    }

    [Theory]
    [InlineData("docs/x.md", "/api/download/group/sub/thing/repository/docs/x.md")]
    [InlineData("dataset+https://forge/other/data", "/api/stac/collections/dataset/items/other/data")]
    [InlineData("dataset+https://forge/far/away", "https://forge/far/away")]
    public void A_link_may_name_a_file_or_an_item(string href, string expected) =>
        Assert.Equal(expected, Href(Build.Item($"---\nlinks: [{{rel: about, href: '{href}'}}]\n---\n", known: "other/data").Links, "about"));

    [Theory]
    [InlineData("{rel: self, href: 'https://x'}")]
    [InlineData("{rel: root, href: 'https://x'}")]
    [InlineData("{rel: about}")]
    [InlineData("{href: 'https://x'}")]
    [InlineData("{rel: '', href: 'https://x'}")]
    [InlineData("{rel: about, href: 'javascript:x'}")]
    [InlineData("{rel: about, href: ../x}")]
    [InlineData("{rel: about, href: 'unknown+https://x/y'}")]
    [InlineData("text")]
    public void A_link_that_is_none_is_left_out_and_told(string link)
    {
        var built = Build.Items($"---\nlinks: [{link}]\n---\n");

        Assert.Equal(["self", "root", "parent", "collection", "mlflow:tracking-uri", "warnings"], built.Items[0].Links.Select(link => link.Rel));
        Assert.Single(built.Warnings);
    }

    [Fact]
    public void DOIs_are_cited_as_links_and_properties()
    {
        var item = Build.Item("[First, 2020](https://doi.org/10.1000/a(b)) [Second](https://doi.org/10.1000/c)");

        var cite = Assert.Single(item.Links, link => link.Rel == "cite-as");
        Assert.Equal(("https://doi.org/10.1000/a%28b%29", "First, 2020"), (cite.Href, cite.Title));
        Assert.Equal("10.1000/a(b)", item.Text("sci:doi"));
        Assert.Equal("First, 2020", item.Text("sci:citation"));
        Assert.Equal("""[{"doi":"10.1000/c","citation":"Second"}]""", item.Text("sci:publications"));
        Assert.Contains("https://stac-extensions.github.io/scientific/v1.0.0/schema.json", item.StacExtensions!);
    }

    [Theory]
    [InlineData("sci: {doi: 10.1000/mine, citation: Mine}", "10.1000/mine")]
    [InlineData("sci: {doi: 'https://doi.org/10.1000/mine'}", "10.1000/mine")]
    [InlineData("sci: {doi: 'DOI: 10.1000/mine'}", "10.1000/mine")]
    public void The_readmes_own_DOI_is_cited_and_those_of_the_text_are_publications(string yaml, string doi)
    {
        var item = Build.Item($"---\n{yaml}\n---\n[A](https://doi.org/10.1000/mine) [B](https://doi.org/10.1000/b)");

        Assert.Equal($"https://doi.org/{doi}", Href(item.Links, "cite-as"));
        Assert.Equal("""[{"doi":"10.1000/b","citation":"B"}]""", item.Text("sci:publications"));
    }

    [Fact]
    public void The_tracking_address_is_linked_unless_the_readme_switches_it_off()
    {
        Assert.Equal("/mlflow/group/sub/thing/tracking/", Href(Build.Item(null).Links, "mlflow:tracking-uri"));
        Assert.Null(Href(Build.Front("sharinghub: {mlflow: disable}").Links, "mlflow:tracking-uri"));
        Assert.Null(Href(Build.Item(null, Build.Project() with { Topics = ["sharinghub:dataset"] }).Links, "mlflow:tracking-uri"));
    }

    [Fact]
    public void A_registered_version_is_linked_by_SharingHubs_name_as_well()
    {
        var link = Build.Item(null, models: [MemoryModels.Flood()]).Links.Single(link => link.Rel == "mlflow:model");

        Assert.Equal("models:/flood/1", link.Extra!["mlflow:uri"].GetString());
        Assert.Equal("/mlflow/sharinghub-test/flood-model/versions/flood/1", link.Href);
    }

    [Fact]
    public void What_was_passed_over_is_linked()
    {
        Assert.Equal("/api/stac/warnings/group/sub/thing", Href(Build.Front("gsd: fine").Links, "warnings"));
        Assert.Null(Href(Build.Front("gsd: 10").Links, "warnings"));
    }

    [Fact]
    public void A_registered_version_is_linked()
    {
        var shown = Build.Item(null, models: [MemoryModels.Flood()]).Links.Single(link => link.Rel == "model-version");
        var bare = Build.Item(null, models: [MemoryModels.Flood() with { VersionHref = null }]).Links.Single(link => link.Rel == "model-version");

        Assert.Equal("models:/flood/1", shown.Title);
        Assert.Equal("/mlflow/sharinghub-test/flood-model/versions/flood/1", shown.Href);
        Assert.Equal("models:/flood/1", bare.Href);
    }

    [Fact]
    public void A_forges_pages_are_linked()
    {
        var item = Build.Item(null, Build.Project() with { WebUrl = "https://forge/group/sub/thing", IssuesUrl = "https://forge/group/sub/thing/-/issues" });

        Assert.Equal("https://forge/group/sub/thing", Href(item.Links, "via"));
        Assert.Equal("https://forge/group/sub/thing/-/issues", Href(item.Links, "issues"));
    }

    private static string? Href(IReadOnlyList<StacLink> links, string rel) => links.SingleOrDefault(link => link.Rel == rel)?.Href;
}
