using Mlops.Catalog.Categories;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Categories;

public class CollectionBuilderTests
{
    private static readonly Category s_models = Category.Defaults[0];

    [Fact]
    public void A_collection_without_items_covers_the_world_and_all_time()
    {
        var collection = CollectionBuilder.Build(s_models, null);

        Assert.Equal([-180, -90, 180, 90], Assert.Single(collection.Extent.Spatial.Bbox));
        Assert.Equal([null, null], Assert.Single(collection.Extent.Temporal.Interval));
        Assert.Equal("other", collection.License);
        Assert.NotEmpty(collection.Description);
    }

    [Fact]
    public void A_collection_covers_its_items()
    {
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var collection = CollectionBuilder.Build(s_models, new("ai-model", 1, new(1, 2, 3, 4), new(start, null)));

        Assert.Equal([1, 2, 3, 4], Assert.Single(collection.Extent.Spatial.Bbox));
        Assert.Equal(["2020-01-01T00:00:00Z", null], Assert.Single(collection.Extent.Temporal.Interval));
    }

    [Fact]
    public void It_links_to_itself_the_root_and_its_items()
    {
        var links = CollectionBuilder.Build(s_models, null).Links.ToDictionary(link => link.Rel, link => link.Href);

        Assert.Equal("/api/stac/collections/ai-model", links["self"]);
        Assert.Equal("/api/stac", links["root"]);
        Assert.Equal("/api/stac", links["parent"]);
        Assert.Equal("/api/stac/collections/ai-model/items", links["items"]);
    }

    [Fact]
    public void The_defaults_are_sharinghubs() =>
        Assert.Equal(
            ["ai-model=sharinghub:aimodel", "dataset=sharinghub:dataset", "processor=sharinghub:processor", "tools=sharinghub:tools", "dashboard=sharinghub:space"],
            Category.Defaults.Select(category => $"{category.Id}={category.Topic}"));

    [Fact]
    public void All_faults_of_the_options_are_told_at_once()
    {
        var options = new CatalogOptions { Title = " " };
        options.Categories.Add(new() { Id = "a/b", Title = "T", Description = "D", Topic = "x" });
        options.Categories.Add(new() { Id = "ok", Title = "", Description = "", Topic = "", Assets = [new() { Glob = "[z-a]" }, new() { Key = "k" }] });
        options.Categories.Add(new() { Id = "ok", Title = "T", Description = "D", Topic = "x" });

        Assert.Equal(8, options.Validate().Count);
        Assert.Empty(new CatalogOptions().Validate());
    }
}
