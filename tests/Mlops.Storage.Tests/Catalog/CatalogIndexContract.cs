using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac.Search;
using Mlops.Tracking.Errors;
using static Mlops.Storage.Tests.Catalog.Entries;

namespace Mlops.Storage.Tests.Catalog;

/// <summary>What every index of the catalog does.</summary>
public abstract partial class CatalogIndexContract
{
    protected abstract ICatalogIndex Index { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task Fill(params CatalogEntry[] entries)
    {
        foreach (var project in entries.GroupBy(entry => entry.ProjectPath))
        {
            await Index.ReplaceAsync(project.Key, [.. project], Stop);
        }
    }

    private async Task<string> Found(CatalogSearch search, VisibleProjects? visible = null)
    {
        var page = await Index.SearchAsync(search, visible ?? VisibleProjects.All, Stop);
        return string.Join(' ', page.Items.Select(item => item.ToItem().Id));
    }

    [Fact]
    public async Task An_item_comes_back_as_it_was_stored()
    {
        var entry = Entry("root/flood-model", title: "Flood", start: "2020-01-01T00:00:00.1234567Z", end: "2021-01-01T00:00:00Z", geometry: Box(0, 1, 2, 3), bbox: [0, 1, 2, 3]);
        await Fill(entry);

        var stored = await Index.GetAsync("ai-model", "root/flood-model", VisibleProjects.All, Stop);

        var item = stored?.ToItem();
        Assert.NotNull(item);
        Assert.Equal("Flood", item.Properties.Title);
        Assert.Equal(At("2020-01-01T00:00:00.1234567Z"), item.Properties.StartDatetime);
        Assert.Equal("/api/stac/ai-model/root/flood-model", item.Links[0].Href);
        Assert.Equal([0, 1, 2, 3], item.Bbox!);
        Assert.Equal(entry.Item.Geometry!.Value.GetRawText(), item.Geometry!.Value.GetRawText());
    }

    [Fact]
    public async Task An_unknown_or_invisible_item_is_not_there()
    {
        await Fill(Entry("a/one"));
        Assert.Null(await Index.GetAsync("ai-model", "a/two", VisibleProjects.All, Stop));
        Assert.Null(await Index.GetAsync("dataset", "a/one", VisibleProjects.All, Stop));
        Assert.Null(await Index.GetAsync("ai-model", "a/one", VisibleProjects.None, Stop));
        Assert.Null(await Index.GetAsync("ai-model", "a/one", VisibleProjects.Of(["a/two"], ["b"]), Stop));
        Assert.NotNull(await Index.GetAsync("ai-model", "a/one", VisibleProjects.Of(["a/one"]), Stop));
    }

    [Fact]
    public async Task Replacing_makes_the_entries_the_only_ones_of_the_project()
    {
        await Fill(Entry("a/one", "ai-model"), Entry("a/one", "dataset"), Entry("a/two", "dataset"));

        await Index.ReplaceAsync("a/one", [Entry("a/one", "dataset", title: "new")], Stop);

        Assert.Null(await Index.GetAsync("ai-model", "a/one", VisibleProjects.All, Stop));
        Assert.Equal("new", (await Index.GetAsync("dataset", "a/one", VisibleProjects.All, Stop))!.ToItem().Properties.Title);
        Assert.NotNull(await Index.GetAsync("dataset", "a/two", VisibleProjects.All, Stop));
    }

    [Fact]
    public async Task Replacing_with_nothing_removes_the_project()
    {
        await Fill(Entry("a/one"));
        await Index.ReplaceAsync("a/one", [], Stop);
        Assert.Equal(0, (await Index.SearchAsync(new(), VisibleProjects.All, Stop)).NumberMatched);
        Assert.Empty(await Index.ListChangeKeysAsync(Stop));
    }

    [Fact]
    public async Task Entries_of_another_project_or_twice_in_a_collection_are_refused_and_change_nothing()
    {
        await Fill(Entry("a/one", title: "old"));
        await Assert.ThrowsAsync<ArgumentException>(() => Index.ReplaceAsync("a/one", [Entry("a/two")], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Index.ReplaceAsync("a/one", [Entry("a/one"), Entry("a/one")], Stop));
        Assert.Equal("old", (await Index.GetAsync("ai-model", "a/one", VisibleProjects.All, Stop))!.ToItem().Properties.Title);
    }

    [Fact]
    public async Task Change_keys_are_listed_by_project()
    {
        await Fill(Entry("a/one", "ai-model", changeKey: "x"), Entry("a/one", "dataset", changeKey: "x"), Entry("a/two", changeKey: "y"));
        var keys = await Index.ListChangeKeysAsync(Stop);
        Assert.Equal(new Dictionary<string, string> { ["a/one"] = "x", ["a/two"] = "y" }, keys);
    }

    [Fact]
    public async Task Search_answers_and_counts_only_what_is_visible()
    {
        await Fill(Entry("a/one"), Entry("a/b/two"), Entry("ab/three"), Entry("a"));
        var byId = new CatalogSearch { SortBy = [new("id", false)] };

        Assert.Equal("a a/b/two a/one ab/three", await Found(byId));
        Assert.Equal("", await Found(byId, VisibleProjects.None));
        Assert.Equal("a/b/two a/one", await Found(byId, VisibleProjects.Of([], ["a"])));
        Assert.Equal("a/b/two ab/three", await Found(byId, VisibleProjects.Of(["ab/three"], ["a/b"])));
        Assert.Equal(2, (await Index.SearchAsync(byId with { Limit = 1 }, VisibleProjects.Of([], ["a"]), Stop)).NumberMatched);
    }

    [Fact]
    public async Task Names_of_groups_and_projects_are_compared_byte_by_byte()
    {
        await Fill(Entry("a%/one"), Entry("a_/one"), Entry("aé/one"), Entry("A/one"));
        var byId = new CatalogSearch { SortBy = [new("id", false)] };
        Assert.Equal("a%/one", await Found(byId, VisibleProjects.Of([], ["a%"])));
        Assert.Equal("a_/one", await Found(byId, VisibleProjects.Of([], ["a_"])));
        Assert.Equal("aé/one", await Found(byId, VisibleProjects.Of([], ["aé"])));
        Assert.Equal("", await Found(byId, VisibleProjects.Of(["a/one"], ["a"])));
    }

    [Fact]
    public async Task Ids_and_collections_narrow_together()
    {
        await Fill(Entry("a/one"), Entry("a/one", "dataset"), Entry("a/two"), Entry("it's\"{}"));
        var byId = new CatalogSearch { SortBy = [new("id", false), new("collection", true)] };
        Assert.Equal("a/one a/one", await Found(byId with { Ids = ["a/one", "x"] }));
        Assert.Equal("a/one", await Found(byId with { Ids = ["a/one", "a/two"], Collections = ["dataset", "tools"] }));
        Assert.Equal("it's\"{}", await Found(byId with { Ids = ["it's\"{}"] }));
        Assert.Equal("", await Found(byId with { Ids = ["a/one ", "' OR 1=1 --"] }));
        Assert.Equal(400, (await Assert.ThrowsAsync<MlflowException>(() => Found(byId with { Ids = ["a/one\0"] }))).HttpStatus);
    }

    [Fact]
    public async Task A_summary_spans_what_is_visible_of_each_collection()
    {
        await Fill(
            Entry("a/one", start: "2020-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z", geometry: Box(10, 10, 20, 20), bbox: [10, 10, 20, 20]),
            Entry("a/two", datetime: "2023-01-01T00:00:00Z", geometry: Box(-5, 15, 0, 30), bbox: [-5, 15, 0, 30]),
            Entry("b/hidden", datetime: "1999-01-01T00:00:00Z"),
            Entry("a/nowhere", "dataset"));

        var summaries = await Index.SummarizeAsync(VisibleProjects.Of([], ["a"]), Stop);

        Assert.Equal(
            [
                new("ai-model", 2, new BoundingBox(-5, 10, 20, 30), new(At("2020-01-01T00:00:00Z"), At("2023-01-01T00:00:00Z"))) { Traits = [] },
                new CollectionSummary("dataset", 1, null, default) { Traits = [] },
            ],
            summaries.Select(summary => summary with { Traits = [] }));
    }
}
