using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Hosting.Tests.Stac;

public sealed class ProxyTests
{
    private static readonly (string, string)[] Forwarded =
        [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "ml.example.org"), ("X-Forwarded-Prefix", "/team")];

    private static Task<StacHost> StartAsync(Action<IServiceCollection>? configure = null, string? pathBase = null, params (string, string)[] settings) => StacHost.StartAsync(
        configure, settings, pathBase, host =>
        {
            host.Project("a/one", "title: One\nextent:\n  spatial: [1, 2, 3, 4]");
            host.Project("a/two", "title: Two");
            host.Write("a/one/model.onnx", "0123456789");
        });

    private static List<string> Hrefs(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
        [
            .. element.EnumerateObject().SelectMany(member => member is { Name: "href" or "url", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : Hrefs(member.Value)),
        ],
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Hrefs)],
        _ => [],
    };

    [Theory]
    [InlineData("/api/stac")]
    [InlineData("/api/stac/collections")]
    [InlineData("/api/stac/collections/ai-model")]
    [InlineData("/api/stac/collections/ai-model/items?limit=1")]
    [InlineData("/api/stac/collections/ai-model/items/a/one")]
    [InlineData("/api/stac/search?limit=1")]
    [InlineData("/api/stac/api")]
    public async Task Links_begin_with_the_proxys_scheme_host_and_prefix(string path)
    {
        await using var host = await StartAsync(settings: ("Mlops:AllowedHosts:0", "ml.example.org"));
        var hrefs = Hrefs(await host.ReadAsync(path, Forwarded)).Where(href => !href.StartsWith("https://spdx.org", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(hrefs);
        Assert.All(hrefs, href => Assert.StartsWith("https://ml.example.org/team/", href, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_follow_the_path_base()
    {
        await using var host = await StartAsync(pathBase: "/base");
        var page = await host.ReadAsync("/base/api/stac/search?limit=1&sortby=id");
        Assert.StartsWith($"{host.Client.BaseAddress}base/api/stac/search?limit=1&sortby=id&token=", StacHost.Href(page, "next"), StringComparison.Ordinal);
        Assert.Equal("a/two", StacHost.Ids(await host.ReadAsync(StacHost.Href(page, "next"))));
    }

    [Fact]
    public async Task Headers_of_unknown_proxies_are_passed_over()
    {
        await using var host = await StartAsync(services => services.PostConfigure<ForwardedHeadersOptions>("Mlops", options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Add(IPAddress.Parse("192.0.2.1"));
        }));
        Assert.Equal($"{host.Client.BaseAddress}api/stac", StacHost.Href(await host.ReadAsync("/api/stac", Forwarded), "self"));
    }

    [Theory]
    [InlineData("X-Forwarded-Proto", "javascript")]
    [InlineData("X-Forwarded-Host", "a b<c>")]
    [InlineData("X-Forwarded-Host", "")]
    [InlineData("X-Forwarded-Prefix", "no-slash")]
    [InlineData("X-Forwarded-Prefix", "/%zz\"<>")]
    public async Task Nonsense_in_the_headers_is_no_error_of_the_servers(string name, string value)
    {
        await using var host = await StartAsync();
        using var answer = await host.GetAsync("/api/stac", (name, value));
        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    [Fact]
    public async Task A_host_name_that_a_proxy_passes_on_is_checked_like_one_that_is_sent()
    {
        await using var host = await StartAsync();
        using var answer = await host.GetAsync("/api/stac", Forwarded);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("no-slash")]
    [InlineData("//evil.example.org")]
    [InlineData("/a?b")]
    [InlineData("/a\\b")]
    public async Task A_prefix_that_is_no_path_is_the_senders_mistake_on_every_route(string prefix)
    {
        await using var host = await StartAsync();
        foreach (var path in (string[])["/api/stac", "/api/3.0/mlflow/server-info", "/mlflow/a/b/tracking/api/3.0/mlflow/server-info"])
        {
            using var answer = await host.GetAsync(path, ("X-Forwarded-Prefix", prefix));
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_caller_from_elsewhere_stays_one_behind_a_proxy_on_this_machine()
    {
        await using var host = await StartAsync();
        Assert.Equal(0, (await host.ReadAsync("/api/stac/search", ("X-Forwarded-For", "203.0.113.9"))).GetProperty("numberMatched").GetInt32());
        Assert.Equal(2, (await host.ReadAsync("/api/stac/search", ("X-Forwarded-For", "127.0.0.1"))).GetProperty("numberMatched").GetInt32());
    }

    [Fact]
    public async Task All_faults_of_the_options_are_named_before_anything_listens()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(
            null, null, ("Mlops:Proxies:0", "everyone"), ("Mlops:PublicUrl", "ftp://x"), ("Mlops:Catalog:Id", ""), ("Mlops:Catalog:MaxDepth", "0")));
        Assert.Contains("everyone", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("ftp://x", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("catalog's id", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("depth", error.ToString(), StringComparison.Ordinal);
    }
}
