using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac;
using Mlops.Stac.Search;
using static Mlops.Storage.Tests.Catalog.Entries;

namespace Mlops.Storage.Tests.Catalog;

/// <summary>What is known of collections without going through their items.</summary>
public abstract partial class CatalogIndexContract
{
    private static CatalogEntry With(CatalogEntry entry, string[] keywords, string provider, params string[] tasks) => entry with
    {
        Item = entry.Item with
        {
            Properties = entry.Item.Properties with
            {
                Keywords = keywords,
                Providers = [new StacProvider { Name = provider, Url = "/team" }],
                Extra = new() { ["mlm:tasks"] = JsonSerializer.SerializeToElement(tasks) },
            },
            Assets = new Dictionary<string, StacAsset>
            {
                ["model.onnx"] = new() { Href = "/x", Type = "application/octet-stream", Roles = ["mlm:model"] },
                ["notes"] = new() { Href = "/y" },
            },
        },
    };

    private async Task<string> Traits(string kind, VisibleProjects? visible = null)
    {
        var summaries = await Index.SummarizeAsync(visible ?? VisibleProjects.All, Stop);
        return string.Join(' ', summaries.SelectMany(summary => summary.Traits).Where(trait => trait.Kind == kind).Select(trait => $"{trait.Value}×{trait.Items}"));
    }

    [Fact]
    public async Task A_summary_counts_the_traits_of_the_items_that_are_there_now()
    {
        await Fill(
            With(Entry("a/one"), ["flood", "sar"], "A", "regression"), With(Entry("a/two"), ["flood"], "A", "detection", "regression"), With(Entry("b/three"), ["secret"], "B"));

        Assert.Equal("flood×2 sar×1 secret×1", await Traits(ItemTraits.Keyword));
        Assert.Equal("""{"name":"A","url":"/team"}×2 {"name":"B","url":"/team"}×1""", await Traits(ItemTraits.Provider));
        Assert.Equal("\"regression\"×2 \"detection\"×1", await Traits("mlm:tasks"));
        Assert.Equal("""{"key":"model.onnx","type":"application/octet-stream","roles":["mlm:model"]}×3""", await Traits(ItemTraits.Asset));

        await Fill(With(Entry("a/one"), ["sar"], "C"));
        await Index.ReplaceAsync("b/three", [], Stop);

        Assert.Equal("flood×1 sar×1", await Traits(ItemTraits.Keyword));
        Assert.Equal("\"detection\"×1 \"regression\"×1", await Traits("mlm:tasks"));
    }

    [Fact]
    public async Task A_summary_tells_nobody_of_items_that_they_do_not_see()
    {
        await Fill(With(Entry("a/one"), ["flood"], "A", "regression"), With(Entry("b/three"), ["secret"], "B", "detection"), Entry("b/only", "dataset"));

        foreach (var visible in new[] { VisibleProjects.Of(["a/one"]), VisibleProjects.Of([], ["a"]), VisibleProjects.Of(["x"], [.. Enumerable.Range(0, 40).Select(n => $"g{n}"), "a"]) })
        {
            Assert.Equal("flood×1", await Traits(ItemTraits.Keyword, visible));
            Assert.Equal("\"regression\"×1", await Traits("mlm:tasks", visible));
            Assert.Equal("ai-model", Assert.Single(await Index.SummarizeAsync(visible, Stop)).CollectionId);
        }

        Assert.Empty(await Index.SummarizeAsync(VisibleProjects.None, Stop));
    }

    [Fact]
    public async Task Totals_of_who_sees_everything_equal_the_sums_over_the_rows_whatever_came_and_went()
    {
        var random = new Random(7);
        for (var step = 0; step < 60; step++)
        {
            var project = $"p/{random.Next(12)}";
            CatalogEntry[] entries = random.Next(4) == 0 ? [] : [.. new[] { "ai-model", "dataset" }.Where(_ => random.Next(3) > 0).Select(Random)];
            await Index.ReplaceAsync(project, entries, Stop);

            CatalogEntry Random(string collection)
            {
                double west = random.Next(-9, 9) * 20, south = random.Next(-8, 8) * 10;
                var day = random.Next(1, 28);
                var entry = random.Next(3) == 0 ? Entry(project, collection)
                    : Entry(project, collection, datetime: $"2020-01-{day:00}T00:00:00Z", geometry: Box(west, south, west + 5, south + 5), bbox: [west, south, west + 5, south + 5]);
                return With(entry, [$"k{random.Next(3)}", "all"], "A", $"t{random.Next(2)}");
            }

            var all = await Index.SummarizeAsync(VisibleProjects.All, Stop);
            var summed = await Index.SummarizeAsync(VisibleProjects.Of([], ["p"]), Stop);
            Assert.Equal(summed.Select(summary => summary with { Traits = [] }), all.Select(summary => summary with { Traits = [] }));
            Assert.Equal(
                summed.SelectMany(summary => summary.Traits.Select(trait => (summary.CollectionId, trait))).OrderBy(pair => pair.ToString(), StringComparer.Ordinal),
                all.SelectMany(summary => summary.Traits.Select(trait => (summary.CollectionId, trait))).OrderBy(pair => pair.ToString(), StringComparer.Ordinal));
            foreach (IReadOnlyList<string> collections in new IReadOnlyList<string>[] { [], ["ai-model"], ["ai-model", "dataset"], ["none"] })
            {
                var search = new CatalogSearch { Collections = collections, Limit = 100 };
                var page = await Index.SearchAsync(search, VisibleProjects.All, Stop);
                Assert.Equal(page.Items.Count, page.NumberMatched);
                Assert.Equal(page.NumberMatched, (await Index.SearchAsync(search, VisibleProjects.Of([], ["p"]), Stop)).NumberMatched);
            }
        }
    }

    [Fact]
    public async Task An_id_that_moves_to_another_project_is_counted_once()
    {
        await Fill(With(Entry("a/old"), ["flood"], "A"));
        await Index.ReplaceAsync("a/new", [With(Entry("a/old") with { ProjectPath = "a/new" }, ["flood"], "A")], Stop);

        Assert.Equal("flood×1", await Traits(ItemTraits.Keyword));
        Assert.Equal(1, (await Index.SearchAsync(new(), VisibleProjects.All, Stop)).NumberMatched);
        Assert.Equal(["a/new"], (await Index.ListChangeKeysAsync(Stop)).Keys);
    }

    [Fact]
    public async Task The_change_key_of_one_project_is_found()
    {
        await Fill(Entry("a/one", changeKey: "x"), Entry("a/one", "dataset", changeKey: "x"));
        Assert.Equal("x", await Index.GetChangeKeyAsync("a/one", Stop));
        Assert.Null(await Index.GetChangeKeyAsync("a", Stop));
    }
}
