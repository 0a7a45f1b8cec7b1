using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;

namespace Mlops.Hosting.Tests.Stac;

public sealed class LandingPageTests(StacCatalogFixture fixture) : IClassFixture<StacCatalogFixture>
{
    private readonly StacHost _host = fixture.Host;

    [Theory]
    [InlineData("root", "", "application/json")]
    [InlineData("self", "", "application/json")]
    [InlineData("conformance", "/conformance", "application/json")]
    [InlineData("data", "/collections", "application/json")]
    [InlineData("service-desc", "/api", "application/vnd.oai.openapi+json;version=3.0")]
    [InlineData("service-doc", "/api.html", "text/html")]
    [InlineData("search", "/search", "application/geo+json")]
    public async Task The_landing_page_links_what_answers_with_the_type_it_states(string rel, string path, string type)
    {
        var link = StacHost.Link(await _host.ReadAsync("/api/stac"), rel)!.Value;
        Assert.Equal($"{_host.Client.BaseAddress}api/stac{path}", link.GetProperty("href").GetString());
        Assert.Equal(type, link.GetProperty("type").GetString());
        using var answer = await _host.GetAsync(link.GetProperty("href").GetString()!);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString().Replace("; ", ";", StringComparison.Ordinal).Replace(";charset=utf-8", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_is_offered_by_get_and_post()
    {
        var landing = await _host.ReadAsync("/api/stac/");
        Assert.NotNull(StacHost.Link(landing, "search", "GET"));
        Assert.NotNull(StacHost.Link(landing, "search", "POST"));
    }

    [Fact]
    public async Task The_conformance_page_equals_the_landing_page()
    {
        var landing = await _host.ReadAsync("/api/stac");
        var conformance = await _host.ReadAsync("/api/stac/conformance");
        Assert.True(JsonElement.DeepEquals(landing.GetProperty("conformsTo"), conformance.GetProperty("conformsTo")));
    }

    [Fact]
    public async Task Every_collection_is_a_child_and_links_back()
    {
        var landing = await _host.ReadAsync("/api/stac");
        var children = landing.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "child").Select(link => link.GetProperty("href").GetString()!).ToList();
        var collections = await _host.ReadAsync("/api/stac/collections");
        Assert.Equal(collections.GetProperty("collections").EnumerateArray().Select(collection => StacHost.Href(collection, "self")), children);
        foreach (var child in children)
        {
            var collection = await _host.ReadAsync(child);
            Assert.Equal(child, StacHost.Href(collection, "self"));
            Assert.Equal(StacHost.Href(landing, "self"), StacHost.Href(collection, "root"));
            Assert.Equal(StacHost.Href(landing, "self"), StacHost.Href(collection, "parent"));
            Assert.StartsWith(child, StacHost.Href(collection, "items"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_collection_spans_its_items()
    {
        var extent = (await _host.ReadAsync("/api/stac/collections/ai-model")).GetProperty("extent");
        Assert.Equal("[[0,40,30,50]]", extent.GetProperty("spatial").GetProperty("bbox").GetRawText());
        Assert.Equal("""[["2020-01-01T00:00:00Z","2024-01-01T00:00:00Z"]]""", extent.GetProperty("temporal").GetProperty("interval").GetRawText());
    }

    [Fact]
    public async Task The_description_names_every_route_and_no_other()
    {
        var described = (await _host.ReadAsync("/api/stac/api")).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")).Order();
        var mapped = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/stac", StringComparison.Ordinal))
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Where(method => method != "HEAD")
                .Select(method => $"{method} {route.RoutePattern.RawText!["/api/stac".Length..].Replace("**", "", StringComparison.Ordinal)}")).Order();
        Assert.Equal(described, mapped);
    }

    [Fact]
    public async Task Every_reference_of_the_description_leads_somewhere()
    {
        var document = await _host.ReadAsync("/api/stac/api");
        Assert.Equal($"{_host.Client.BaseAddress}api/stac", document.GetProperty("servers")[0].GetProperty("url").GetString());
        foreach (var reference in References(document))
        {
            var at = document;
            foreach (var name in reference.Split('/').Skip(1))
            {
                Assert.True(at.TryGetProperty(name, out at), reference);
            }
        }

        static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
                member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };
    }

    [Fact]
    public void Every_route_names_the_access_it_needs() =>
        Assert.All(
            _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>(),
            route => Assert.NotNull(route.Metadata.GetMetadata<RequiredAccess>()));
}
