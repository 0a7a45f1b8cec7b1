using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Hosting.Tests.Stac;

/// <summary>Entity tags and compression of the STAC API.</summary>
public sealed class CachingTests(StacCatalogFixture fixture) : IClassFixture<StacCatalogFixture>
{
    private readonly StacHost _host = fixture.Host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Addresses => new(
        "/api/stac", "/api/stac/conformance", "/api/stac/collections", "/api/stac/collections/ai-model", "/api/stac/collections/processor/items?limit=5",
        "/api/stac/collections/ai-model/items/root/flood-model", "/api/stac/search?limit=5", "/api/stac/api", "/api/stac/api.html");

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Who_has_an_answer_is_told_so_instead_of_getting_it_again(string address)
    {
        using var first = await _host.GetAsync(address);
        var tag = first.Headers.ETag!;
        using var second = await _host.GetAsync(address, ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (first.StatusCode, second.StatusCode));
        Assert.Equal(tag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Stop));
        Assert.Contains("no-cache", second.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var third = await _host.GetAsync(address, ("If-None-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_answer_comes_compressed_where_that_is_asked_for_and_says_the_same(string address)
    {
        var plain = await (await _host.GetAsync(address)).Content.ReadAsStringAsync(Stop);
        foreach (var encoding in new[] { "gzip", "br" })
        {
            using var answer = await _host.GetAsync(address, ("Accept-Encoding", encoding));
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            await using var body = await answer.Content.ReadAsStreamAsync(Stop);
            if (plain.Length < 1400)
            {
                Assert.Empty(answer.Content.Headers.ContentEncoding);
                continue;
            }

            Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
            await using Stream text = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
            Assert.Equal(WithoutTime(plain), WithoutTime(await new StreamReader(text).ReadToEndAsync(Stop)));
        }
    }

    [Fact]
    public async Task Tags_differ_by_encoding_address_and_content()
    {
        const string Search = "/api/stac/search?limit=5";
        async Task<string> Tag(string address, params (string, string)[] headers) => (await _host.GetAsync(address, headers)).Headers.ETag!.ToString();

        string[] tags =
        [
            await Tag(Search), await Tag(Search, ("Accept-Encoding", "gzip")), await Tag(Search, ("Accept-Encoding", "br")), await Tag("/api/stac/search?limit=4"),
            await Tag(Search, ("X-Forwarded-Prefix", "/prefix")),
        ];
        Assert.Equal(tags.Length, tags.Distinct().Count());
        Assert.Equal(tags[0], await Tag(Search));
        Assert.Equal(tags[0], await Tag(Search, ("Accept-Encoding", "gzip;q=0, identity")));
    }

    [Fact]
    public async Task Another_state_of_the_catalog_has_another_tag()
    {
        await using var host = await StacHost.StartAsync(projects: host => host.Project("root/one", "title: One"));
        var page = (await host.GetAsync("/api/stac/search")).Headers.ETag!.ToString();
        var collections = (await host.GetAsync("/api/stac/collections")).Headers.ETag!.ToString();
        host.Project("root/one", "title: Two\ntags: [new]");
        await host.RefreshAsync();
        using var changed = await host.GetAsync("/api/stac/search", ("If-None-Match", page));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        host.Project("root/two", "title: Two");
        await host.RefreshAsync();
        using var more = await host.GetAsync("/api/stac/collections", ("If-None-Match", collections));
        Assert.Equal(HttpStatusCode.OK, more.StatusCode);
    }

    [Fact]
    public async Task A_head_request_gets_the_length_and_tag_of_the_answer()
    {
        using var answer = await _host.Client.SendAsync(new(HttpMethod.Head, "/api/stac/collections/ai-model/items/root/flood-model"), Stop);
        using var whole = await _host.GetAsync("/api/stac/collections/ai-model/items/root/flood-model");
        Assert.Equal(whole.Headers.ETag, answer.Headers.ETag);
        Assert.Equal((await whole.Content.ReadAsByteArrayAsync(Stop)).Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Collections_tell_what_their_items_have()
    {
        await using var host = await StacHost.StartAsync(projects: host =>
        {
            host.Project("a/one", "tags: [flood]\nlicense: Apache-2.0\ngsd: 10\nproviders: [{name: Example, roles: [producer]}]\nmlm: {name: one, architecture: UNet, tasks: [regression]}");
            host.Project("a/two", "license: MIT\ngsd: 20\nmlm: {name: two, architecture: UNet, tasks: [detection]}");
            host.Write("a/one/model.onnx", "x");
        });
        var collection = await host.ReadAsync("/api/stac/collections/ai-model");
        var summaries = collection.GetProperty("summaries");
        Assert.Equal("[10,20]", summaries.GetProperty("gsd").GetRawText());
        Assert.Equal("[\"Apache-2.0\",\"MIT\"]", summaries.GetProperty("license").GetRawText());
        Assert.Equal("[\"UNet\"]", summaries.GetProperty("mlm:architecture").GetRawText());
        Assert.Contains("Example", collection.GetProperty("providers").EnumerateArray().Select(provider => provider.GetProperty("name").GetString()));
        Assert.True(collection.GetProperty("item_assets").TryGetProperty("model.onnx", out var asset) && !asset.TryGetProperty("href", out _));
        Assert.All(collection.GetProperty("links").EnumerateArray(), link => Assert.True(link.TryGetProperty("title", out _) && link.TryGetProperty("type", out _)));
        Assert.Equal(collection.GetRawText(), (await host.ReadAsync("/api/stac/collections")).GetProperty("collections")[0].GetRawText());
    }

    private static string WithoutTime(string text)
    {
        var at = text.IndexOf("\"timeStamp\"", StringComparison.Ordinal);
        return at < 0 ? text : text[..at];
    }
}
