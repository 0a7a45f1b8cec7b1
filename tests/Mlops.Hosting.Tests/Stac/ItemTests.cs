using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;
using Mlops.Hosting.Tests.Artifacts;

namespace Mlops.Hosting.Tests.Stac;

public sealed class ItemTests(StacCatalogFixture fixture) : IClassFixture<StacCatalogFixture>
{
    private const string Items = "/api/stac/collections/ai-model/items";
    private readonly StacHost _host = fixture.Host;

    [Theory]
    [InlineData("root/flood-model")]
    [InlineData("root%2Fflood-model")]
    [InlineData("root%2fflood-model")]
    public async Task An_item_is_found_by_its_id_with_slashes_plain_or_encoded(string id)
    {
        var answer = await _host.SendRawAsync("GET", $"{Items}/{id}");
        Assert.Equal(200, answer.Status);
        Assert.Contains("application/geo+json", answer.Head, StringComparison.Ordinal);
        using var item = JsonDocument.Parse(answer.Body);
        Assert.Equal("root/flood-model", item.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_items_links_are_absolute_and_lead_to_what_they_name()
    {
        var item = await _host.ReadAsync($"{Items}/root/deep/er/model");
        Assert.Equal($"{_host.Client.BaseAddress}api/stac/collections/ai-model/items/root/deep/er/model", StacHost.Href(item, "self"));
        Assert.Equal("root/deep/er/model", (await _host.ReadAsync(StacHost.Href(item, "self"))).GetProperty("id").GetString());
        Assert.Equal("ai-model", (await _host.ReadAsync(StacHost.Href(item, "collection"))).GetProperty("id").GetString());
        Assert.Equal("Catalog", (await _host.ReadAsync(StacHost.Href(item, "root"))).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Items_answered_by_a_page_are_those_answered_alone()
    {
        foreach (var item in (await _host.ReadAsync("/api/stac/search?limit=100")).GetProperty("features").EnumerateArray())
        {
            Assert.True(JsonElement.DeepEquals(item, await _host.ReadAsync(StacHost.Href(item, "self"))));
        }
    }

    [Fact]
    public async Task Assets_are_downloadable_where_they_say()
    {
        var item = await _host.ReadAsync($"{Items}/root/flood-model");
        using var answer = await _host.GetAsync(item.GetProperty("assets").EnumerateObject().First(asset => asset.Name.EndsWith(".onnx", StringComparison.Ordinal)).Value.GetProperty("href").GetString()!);
        Assert.Equal("0123456789", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/stac/collections/nothing")]
    [InlineData("/api/stac/collections/nothing/items")]
    [InlineData("/api/stac/collections/nothing/items/root/flood-model")]
    [InlineData("/api/stac/collections/dataset/items/root/flood-model")]
    [InlineData("/api/stac/collections/ai-model/items/root")]
    [InlineData("/api/stac/collections/ai-model/items/%00")]
    [InlineData("/api/stac/collections/ai-model/items/root/flood-model%00")]
    [InlineData("/api/stac/collections/%2e%2e%2fapi")]
    [InlineData("/api/stac/collections/ai-model/stuff")]
    [InlineData("/api/stac/queryables")]
    public async Task What_is_not_there_is_404_with_problem_details(string target)
    {
        var answer = await _host.SendRawAsync("GET", target);
        Assert.InRange(answer.Status, 400, 404);
        if (answer.Status == 404)
        {
            Assert.Contains("application/problem+json", answer.Head, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/api/stac", "GET, HEAD")]
    [InlineData("DELETE", "/api/stac/collections/ai-model/items/root/flood-model", "GET, HEAD")]
    [InlineData("PUT", "/api/stac/search", "GET, HEAD, POST")]
    public async Task Other_methods_are_refused_and_the_right_ones_named(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var answer = await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
        await StacHost.ProblemAsync(answer, 405);
    }

    [Fact]
    public async Task Head_answers_without_a_body()
    {
        var answer = await _host.SendRawAsync("HEAD", $"{Items}/root/flood-model");
        Assert.Equal((200, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task The_collection_of_an_items_page_cannot_be_widened() =>
        Assert.Equal(["collections"], StacHost.Fields(await StacHost.ProblemAsync(await _host.GetAsync($"{Items}?collections=dataset"), 400)));

    [Fact]
    public async Task Who_may_see_nothing_is_told_of_nothing()
    {
        await using var host = await StacHost.StartAsync(
            services => services.AddSingleton<IAccessControl>(new FixedAccess(AccessLevel.None)),
            projects: host =>
            {
                host.Project("secret/model", "title: Secret\nextent:\n  spatial: [1, 2, 3, 4]");
                host.Write("secret/model/data.csv", "1");
            });
        var search = await host.ReadAsync("/api/stac/search");
        Assert.Equal((0, 0), (search.GetProperty("numberMatched").GetInt32(), search.GetProperty("features").GetArrayLength()));
        Assert.Equal("[[-180,-90,180,90]]", (await host.ReadAsync("/api/stac/collections/ai-model")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox").GetRawText());
        await StacHost.ProblemAsync(await host.GetAsync($"{Items}/secret/model"), 404);
        await StacHost.ProblemAsync(await host.GetAsync("/api/download/secret/model/repository/data.csv"), 404);
        Assert.Equal("Catalog", (await host.ReadAsync("/api/stac")).GetProperty("type").GetString());
    }
}
