using System.Text.Json;

namespace Mlops.Hosting.Tests.Stac;

public sealed class SearchTests(StacCatalogFixture fixture) : IClassFixture<StacCatalogFixture>
{
    private const string Search = "/api/stac/search";
    private readonly StacHost _host = fixture.Host;

    [Theory]
    [InlineData("2020-06-01T00:00:00Z")]
    [InlineData("2020-06-01t00:00:00z")]
    [InlineData("2020-06-01T00:00:00.1Z")]
    [InlineData("2020-06-01T00:00:00.12Z")]
    [InlineData("2020-06-01T00:00:00.123Z")]
    [InlineData("2020-06-01T00:00:00.1234Z")]
    [InlineData("2020-06-01T00:00:00.12345Z")]
    [InlineData("2020-06-01T00:00:00.123456Z")]
    [InlineData("2020-06-01T00:00:00.1234567Z")]
    [InlineData("2020-06-01T00:00:00.12345678Z")]
    [InlineData("2020-06-01T00:00:00.123456789Z")]
    [InlineData("2020-06-01T00:00:00+00:00")]
    [InlineData("2020-06-01T00:00:00-00:00")]
    [InlineData("2020-06-01T00:00:00+01:00")]
    [InlineData("2020-06-01T00:00:00-08:00")]
    [InlineData("2020-06-01T00:00:00.5+05:30")]
    [InlineData("2016-12-31T23:59:60Z/..")]
    [InlineData("../2020-06-01T00:00:00Z")]
    [InlineData("2020-06-01T00:00:00Z/..")]
    [InlineData("/2020-06-01T00:00:00Z")]
    [InlineData("2020-06-01T00:00:00Z/")]
    [InlineData("../2020-06-01T00:00:00.5Z")]
    [InlineData("/2020-06-01T00:00:00+01:00")]
    [InlineData("2020-06-01t00:00:00z/..")]
    [InlineData("2020-06-01T00:00:00Z/2020-07-01T00:00:00Z")]
    [InlineData("2020-06-01T00:00:00Z/2020-07-01T00:00:00+01:00")]
    [InlineData("2020-06-01T00:00:00-01:00/2020-07-01T00:00:00Z")]
    [InlineData("2020-06-01T00:00:00.123Z/2020-07-01T00:00:00.123456789Z")]
    [InlineData("2020-06-01T00:00:00Z/2020-06-01T00:00:00Z")]
    [InlineData("1985-04-12T23:20:50.52+01:00/2030-01-01T00:00:00Z")]
    public async Task A_valid_datetime_finds_what_meets_it(string datetime)
    {
        var byGet = await _host.ReadAsync($"{Search}?ids=root/flood-model&datetime={Uri.EscapeDataString(datetime)}");
        var byPost = await _host.SearchAsync($$"""{"ids":["root/flood-model"],"datetime":"{{datetime}}"}""");
        Assert.Equal(("root/flood-model", "root/flood-model"), (StacHost.Ids(byGet), StacHost.Ids(byPost)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("../..")]
    [InlineData("/..")]
    [InlineData("../")]
    [InlineData("..")]
    [InlineData("2020-06-01")]
    [InlineData("2020-06-01T00:00:00")]
    [InlineData("2020-06-01T00:00:00+0100")]
    [InlineData("2020-06-01T00:00:00Z+01:00")]
    [InlineData("20-06-01T00:00:00Z")]
    [InlineData("12020-06-01T00:00:00Z")]
    [InlineData("2020-13-01T00:00:00Z")]
    [InlineData("2020-06-32T00:00:00Z")]
    [InlineData("2020-06-01T25:00:00Z")]
    [InlineData("2020-06-01T00:60:00Z")]
    [InlineData("2020-06-01T00:00:61Z")]
    [InlineData("2020-06-01T00:00:00.Z")]
    [InlineData("2020-06-01T00:00:00,52Z")]
    [InlineData("2020-6-1T00:00:00Z")]
    [InlineData("2020-07-01T00:00:00Z/2020-06-01T00:00:00Z")]
    [InlineData("2020-06-01T00:00:00Z/2020-06-02T00:00:00Z/2020-06-03T00:00:00Z")]
    [InlineData("2020-06-01T00:00:00Z/2020-06-02")]
    [InlineData("yesterday")]
    [InlineData("")]
    public async Task An_invalid_datetime_is_refused_by_name(string datetime)
    {
        Assert.Equal(["datetime"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{Search}?datetime={Uri.EscapeDataString(datetime)}"), 400)));
        Assert.Equal(["datetime"], StacHost.Fields(await StacHost.ProblemAsync(await _host.PostAsync(Search, $$"""{"datetime":"{{datetime}}"}"""), 400)));
        Assert.Equal(["datetime"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"/api/stac/collections/ai-model/items?datetime={Uri.EscapeDataString(datetime)}"), 400)));
    }

    [Fact]
    public async Task Bbox_and_intersects_exclude_each_other()
    {
        const string point = """{"type":"Point","coordinates":[5,45]}""";
        Assert.Equal(["intersects"], StacHost.Fields(await StacHost.ProblemAsync(await _host.PostAsync(Search, $$"""{"bbox":[0,0,1,1],"intersects":{{point}}}"""), 400)));
        await StacHost.ProblemAsync(await _host.GetAsync($"{Search}?bbox=0,0,1,1&intersects={Uri.EscapeDataString(point)}"), 400);
        Assert.Equal("root/flood-model", StacHost.Ids(await _host.SearchAsync($$"""{"intersects":{{point}}}""")));
        Assert.Equal("root/flood-model", StacHost.Ids(await _host.ReadAsync($"{Search}?intersects={Uri.EscapeDataString(point)}")));
    }

    [Theory]
    [InlineData("0,40,10,50", "root/flood-model")]
    [InlineData("0,40,-10,10,50,100", "root/flood-model")]
    [InlineData("15,40,5,50", "root/deep/er/model root/flood-model")]
    [InlineData("11,40,19,50", "")]
    public async Task Bbox_takes_two_and_three_dimensions_and_the_antimeridian(string bbox, string expected)
    {
        Assert.Equal(expected, StacHost.Ids(await _host.ReadAsync($"{Search}?collections=ai-model&bbox={bbox}")));
        Assert.Equal(expected, StacHost.Ids(await _host.SearchAsync($$"""{"collections":["ai-model"],"bbox":[{{bbox}}]}""")));
        Assert.Equal(expected, StacHost.Ids(await _host.ReadAsync($"/api/stac/collections/ai-model/items?bbox={bbox}")));
    }

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5")]
    [InlineData("1,2,3,4,5,6,7")]
    [InlineData("1,2,3,x")]
    [InlineData("1,2,3,NaN")]
    [InlineData("1,2,3,1e999")]
    [InlineData("0,50,10,40")]
    [InlineData("-181,0,0,1")]
    public async Task An_invalid_bbox_is_refused_by_name(string bbox) =>
        Assert.Equal(["bbox"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{Search}?bbox={bbox}"), 400)));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    [InlineData("10", 10)]
    [InlineData("10000", 15)]
    [InlineData("100000", 15)]
    [InlineData("1000000", 15)]
    [InlineData("99999999999999999999", 15)]
    public async Task Any_positive_limit_is_taken(string limit, int returned)
    {
        var page = await _host.ReadAsync($"{Search}?limit={limit}");
        Assert.Equal((15, returned), (page.GetProperty("numberMatched").GetInt32(), page.GetProperty("numberReturned").GetInt32()));
        Assert.Equal(returned, (await _host.SearchAsync($$"""{"limit":{{limit}}}""")).GetProperty("features").GetArrayLength());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("ten")]
    public async Task Any_other_limit_is_refused_by_name(string limit)
    {
        Assert.Equal(["limit"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{Search}?limit={limit}"), 400)));
        Assert.Equal(["limit"], StacHost.Fields(await StacHost.ProblemAsync(await _host.PostAsync(Search, $$"""{"limit":{{(limit == "ten" ? "\"ten\"" : limit)}}}"""), 400)));
    }

    [Theory]
    [InlineData($"{Search}?limit=4&sortby=title")]
    [InlineData($"{Search}?limit=1&sortby=-datetime&bbox=-180,-90,180,90")]
    [InlineData("/api/stac/collections/processor/items?limit=5")]
    [InlineData("/api/stac/collections/processor/items?limit=12&sortby=%2Btitle")]
    public async Task Pages_by_get_lead_to_the_end_and_back_without_repeating(string start)
    {
        var pages = new List<string>();
        var page = await _host.ReadAsync(start);
        Assert.Null(StacHost.Link(page, "prev"));
        var matched = page.GetProperty("numberMatched").GetInt32();
        while (true)
        {
            pages.Add(StacHost.Ids(page));
            if (StacHost.Link(page, "next") is not { } next)
            {
                break;
            }

            Assert.Equal("GET", next.GetProperty("method").GetString());
            page = await _host.ReadAsync(next.GetProperty("href").GetString()!);
            Assert.Equal(matched, page.GetProperty("numberMatched").GetInt32());
        }

        var ids = string.Join(' ', pages).Split(' ');
        Assert.Equal(matched, ids.Length);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        for (var at = pages.Count - 1; at > 0; at--)
        {
            page = await _host.ReadAsync(StacHost.Href(page, "prev"));
            Assert.Equal(pages[at - 1], StacHost.Ids(page));
        }
    }

    [Fact]
    public async Task Pages_by_post_lead_to_the_end_without_repeating()
    {
        var ids = new List<string>();
        var body = """{"collections":["processor","dataset"],"limit":5,"sortby":[{"field":"properties.title","direction":"desc"}],"mine":{"a":1},"mine":2,"datetime":null}""";
        while (true)
        {
            var page = await _host.SearchAsync(body);
            ids.AddRange(StacHost.Ids(page).Split(' '));
            if (StacHost.Link(page, "next") is not { } next)
            {
                break;
            }

            Assert.Equal(("POST", $"{_host.Client.BaseAddress}api/stac/search"), (next.GetProperty("method").GetString(), next.GetProperty("href").GetString()));
            body = next.GetProperty("body").GetRawText();
        }

        Assert.Equal(13, ids.Count);
        Assert.Equal(13, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("token=nonsense", "token")]
    [InlineData("sortby=color", "sortby")]
    [InlineData("filter=a%3D1", "filter")]
    [InlineData("q=flood", "q")]
    [InlineData("query=%7B%7D", "query")]
    [InlineData("ids=a,,b", "ids")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("intersects=%7B", "intersects")]
    [InlineData("intersects=%7B%22type%22%3A%22Point%22%2C%22coordinates%22%3A%5B500%2C0%5D%7D", "intersects")]
    public async Task Other_faults_of_a_query_are_refused_by_name(string query, string field) =>
        Assert.Equal([field], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{Search}?{query}"), 400)));

    [Fact]
    public async Task All_faults_are_named_at_once() =>
        Assert.Equal(["limit", "bbox", "datetime"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{Search}?limit=0&bbox=1&datetime=x"), 400)));

    [Theory]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{", 400)]
    [InlineData("""{"ids":["\ud800"]}""", 400)]
    [InlineData("""{"\ud800":1}""", 400)]
    [InlineData("""{"limit":1,"unread":{"deep":["\udc00"]}}""", 400)]
    [InlineData("""{"limit":1,"unread":{"\udc00":1}}""", 400)]
    [InlineData("""{"collections":"ai-model"}""", 400)]
    [InlineData("""{"bbox":["1","2","3","4"]}""", 400)]
    [InlineData("""{"bbox":[1e999,0,1,1]}""", 400)]
    [InlineData("""{"limit":1e2}""", 400)]
    [InlineData("""{"limit":2.0,"query":null,"sortby":"-id"}""", 200)]
    [InlineData("""{"intersects":{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}}""", 400)]
    [InlineData("""{"intersects":{"type":"Polygon","coordinates":7}}""", 400)]
    [InlineData("""{"intersects":{"type":"Point","coordinates":["a","b"]}}""", 400)]
    [InlineData("""{"intersects":{"type":"Point","coordinates":[1e999,1]}}""", 400)]
    [InlineData("""{"intersects":{"type":7}}""", 400)]
    [InlineData("""{"sortby":[7]}""", 400)]
    [InlineData("""{"ids":["a\u0000b"]}""", 400)]
    [InlineData("""{"intersects":{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}}""", 200)]
    public async Task No_body_brings_an_error_of_the_servers(string body, int status)
    {
        using var answer = await _host.PostAsync(Search, body);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Bodies_are_bounded_in_depth_size_and_type()
    {
        await StacHost.ProblemAsync(await _host.PostAsync(Search, new string('[', 10_000)), 400);
        await StacHost.ProblemAsync(await _host.PostAsync(Search, $$"""{"x":{{new string('[', 100)}}{{new string(']', 100)}}}"""), 400);
        await StacHost.ProblemAsync(await _host.PostAsync(Search, $$"""{"x":"{{new string('x', 1 << 20)}}"}"""), 413);
        await StacHost.ProblemAsync(await _host.PostAsync(Search, "{}", "text/plain"), 415);
    }

    [Fact]
    public async Task A_token_goes_with_its_own_search_only()
    {
        var next = StacHost.Href(await _host.ReadAsync($"{Search}?limit=1"), "next");
        Assert.Equal(["token"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync(next + "&collections=dataset"), 400)));
        Assert.Equal(JsonValueKind.Array, (await _host.ReadAsync(next.Replace("limit=1", "limit=2", StringComparison.Ordinal))).GetProperty("features").ValueKind);
    }

    [Fact]
    public async Task A_listing_of_items_may_repeat_its_own_collection_as_pystac_client_does_from_page_to_page()
    {
        var page = await _host.ReadAsync("/api/stac/collections/processor/items?collections=processor&limit=5");
        var ids = StacHost.Ids(page);
        while (StacHost.Link(page, "next") is not null)
        {
            page = await _host.ReadAsync(StacHost.Href(page, "next"));
            ids += " " + StacHost.Ids(page);
        }

        Assert.Equal(12, ids.Split(' ').Distinct().Count());
        Assert.Equal(["collections"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync("/api/stac/collections/processor/items?collections=dataset"), 400)));
    }

    [Theory]
    [InlineData("limit=3&datetime=2010-01-01T00:00:00Z/2010-12-31T23:59:59Z&sortby=-properties.datetime", 12)]
    [InlineData("limit=2&bbox=-180,-90,180,90&sortby=%2Btitle", 14)]
    [InlineData("limit=4&intersects=%7B%22type%22%3A%20%22Point%22%2C%20%22coordinates%22%3A%20%5B5%2C%2045%5D%7D", 1)]
    [InlineData("limit=1&ids=many/p00,many/p01&collections=processor", 2)]
    public async Task The_searches_that_pystac_client_sends_are_answered(string query, int matched) =>
        Assert.Equal(matched, (await _host.ReadAsync($"{Search}?{query}")).GetProperty("numberMatched").GetInt32());
}
