using Mlops.Client.Tests.Fakes;
using Mlops.Stac.Search;

namespace Mlops.Client.Tests.RealServer;

public sealed class CatalogReaderTests(RealHost host) : IDisposable
{
    private readonly CatalogClient _catalog = host.Client.Catalog;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_landing_page_says_what_the_catalog_can()
    {
        var landing = await _catalog.GetLandingPageAsync();

        Assert.Contains(landing.Links, link => link.Rel == "search");
        Assert.Equal(landing.ConformsTo, await _catalog.GetConformanceAsync());
    }

    [Fact]
    public async Task Collections_are_listed_and_found()
    {
        var ids = new List<string>();
        await foreach (var collection in _catalog.GetCollectionsAsync())
        {
            ids.Add(collection.Id);
        }

        Assert.Contains("ai-model", ids);
        Assert.Equal("dataset", (await _catalog.GetCollectionAsync("dataset")).Id);
        var failure = await Assert.ThrowsAsync<MlopsException>(() => _catalog.GetCollectionAsync("nothing"));
        Assert.Equal("NOT_FOUND", failure.ErrorCode);
    }

    [Fact]
    public async Task A_projects_item_is_found_by_its_path_and_its_file_downloaded()
    {
        await WaitForProjectsAsync();
        var item = await _catalog.GetItemAsync("dataset", "examples/iris-measurements");
        var asset = item.Assets.Values.Single(asset => asset.Href.EndsWith("measurements.csv", StringComparison.Ordinal));

        await _catalog.DownloadAssetAsync(asset, _folder.File("m.csv"));

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "measurements.csv")), await File.ReadAllBytesAsync(_folder.File("m.csv")));
    }

    [Fact]
    public async Task A_search_spans_pages()
    {
        await WaitForProjectsAsync();
        var ids = new List<string>();
        await foreach (var item in _catalog.SearchAsync(new CatalogSearch { SortBy = [new SortField("id", Descending: true)], Limit = 1 }))
        {
            ids.Add(item.Id);
        }

        Assert.Equal(["examples/iris-measurements", "examples/iris-classifier"], ids);
    }

    [Fact]
    public async Task A_search_narrows_by_place()
    {
        await WaitForProjectsAsync();
        var ids = new List<string>();
        await foreach (var item in _catalog.SearchAsync(new CatalogSearch { Collections = ["dataset"], Bbox = new BoundingBox(4, 43, 5, 44) }))
        {
            ids.Add(item.Id);
        }

        Assert.Equal(["examples/iris-measurements"], ids);
    }

    // The index is filled in the background when the host starts.
    private async Task WaitForProjectsAsync()
    {
        var found = 0;
        while (found < 2)
        {
            found = 0;
            await foreach (var _ in _catalog.SearchAsync(new CatalogSearch(), TestContext.Current.CancellationToken))
            {
                found++;
            }
        }
    }
}
