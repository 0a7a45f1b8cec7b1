using System.Text.Json;
using Mlops.Client.Tests.Fakes;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Client.Tests;

public sealed class CatalogTests : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_search_says_all_it_looks_for()
    {
        _server.Then(Page([]));

        await Ids(_server.Client().Catalog.SearchAsync(new CatalogSearch
        {
            Ids = ["land/flood-model"],
            Collections = ["ai-model", "dataset"],
            Bbox = new BoundingBox(5, 45, 11, 48),
            Datetime = new TimeInterval(new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero), null),
            SortBy = [new SortField("updated", true), new SortField("id", false)],
            Limit = 50,
        }));

        Assert.Equal("POST", _server.Requests[0].Method);
        Assert.Equal("/api/stac/search", _server.Requests[0].Path);
        Assert.Equal(
            """{"ids":["land/flood-model"],"collections":["ai-model","dataset"],"bbox":[5,45,11,48],"datetime":"2024-01-02T03:04:05Z/..","limit":50,"sortby":[{"field":"updated","direction":"desc"},{"field":"id","direction":"asc"}]}""",
            _server.Requests[0].Body);
    }

    [Fact]
    public async Task A_geometry_is_sent_as_GeoJSON()
    {
        _server.Then(Page([]));

        await Ids(_server.Client().Catalog.SearchAsync(new CatalogSearch
        {
            Intersects = JsonElement.Parse("""{"type":"Point","coordinates":[7.5,46.25]}"""),
        }));

        Assert.Equal("""{"type":"Point","coordinates":[7.5,46.25]}""", _server.Requests[0].Json.GetProperty("intersects").GetRawText());
    }

    [Fact]
    public async Task Next_links_are_followed_as_they_say()
    {
        _server.Then(Page(["a"], """{"rel":"next","href":"/api/stac/search","method":"POST","merge":true,"body":{"token":"t2"}}"""))
            .Then(Page(["b"], """{"rel":"next","href":"http://server.test/api/stac/search","method":"POST","body":{"limit":1,"token":"t3"}}"""))
            .Then(Page(["c"], """{"rel":"next","href":"?token=t4"}"""))
            .Then(Page(["d"]));

        var ids = await Ids(_server.Client().Catalog.SearchAsync(new CatalogSearch { Ids = ["x"], Limit = 1 }));

        Assert.Equal(["a", "b", "c", "d"], ids);
        Assert.Equal(
            [
                """POST /api/stac/search {"ids":["x"],"limit":1}""",
                """POST /api/stac/search {"ids":["x"],"limit":1,"token":"t2"}""",
                """POST /api/stac/search {"limit":1,"token":"t3"}""",
                "GET /api/stac/search?token=t4 ",
            ],
            _server.Requests.Select(request => $"{request.Method} {request.Uri.PathAndQuery} {request.Body}"));
    }

    [Fact]
    public async Task A_page_that_links_to_itself_ends_the_search()
    {
        _server.Otherwise = (_, _) => Task.FromResult(FakeServer.Json(Page(["a"], """{"rel":"next","href":"/api/stac/collections/c/items?limit=100"}""")));

        await Assert.ThrowsAsync<MlopsException>(() => Ids(_server.Client().Catalog.GetItemsAsync("c")));

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_page_that_links_to_a_file_ends_the_search()
    {
        _server.Then(Page(["a"], """{"rel":"next","href":"file:///etc/passwd"}"""));

        await Assert.ThrowsAsync<MlopsException>(() => Ids(_server.Client().Catalog.GetItemsAsync("c")));
    }

    [Fact]
    public async Task An_items_id_keeps_its_slashes()
    {
        _server.Then(Item("land/flood model"));

        var item = await _server.Client().Catalog.GetItemAsync("ai-model", "land/flood model");

        Assert.Equal("land/flood model", item.Id);
        Assert.Equal("/api/stac/collections/ai-model/items/land/flood%20model", _server.Requests[0].Path);
    }

    [Theory]
    [InlineData("/api/stac/collections/c/items/a/b", "http://server.test/hub/api/stac/collections/c/items/a/b")]
    [InlineData("http://server.test/hub/api/stac/collections/c/items/a/b", "http://server.test/hub/api/stac/collections/c/items/a/b")]
    public async Task An_item_is_found_by_the_address_that_a_version_holds(string address, string uri)
    {
        _server.Then(Item("a/b"));

        await _server.Client(uri: "http://server.test/hub/mlflow/a/b/tracking/").Catalog.GetItemAsync(new Uri(address, UriKind.RelativeOrAbsolute));

        Assert.Equal(uri, _server.Requests[0].Uri.AbsoluteUri);
    }

    [Fact]
    public async Task An_asset_is_downloaded_from_where_it_lies()
    {
        _server.Then(FakeServer.Text(System.Net.HttpStatusCode.OK, "a,b"));

        await _server.Client(uri: "http://server.test/hub").Catalog.DownloadAssetAsync(new StacAsset { Href = "/api/download/x.csv" }, _folder.File("x.csv"));

        Assert.Equal("http://server.test/api/download/x.csv", _server.Requests[0].Uri.AbsoluteUri);
        Assert.Equal("a,b", await File.ReadAllTextAsync(_folder.File("x.csv")));
    }

    private static string Page(string[] ids, string? next = null) =>
        $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', ids.Select(Item))}],\"links\":[{next}]}}";

    private static string Item(string id) =>
        $"{{\"type\":\"Feature\",\"stac_version\":\"1.1.0\",\"id\":{JsonSerializer.Serialize(id)},\"geometry\":null,\"properties\":{{\"datetime\":\"2024-01-01T00:00:00Z\"}},\"links\":[],\"assets\":{{}}}}";

    private static async Task<List<string>> Ids(IAsyncEnumerable<StacItem> items)
    {
        var ids = new List<string>();
        await foreach (var item in items)
        {
            ids.Add(item.Id);
        }

        return ids;
    }
}
