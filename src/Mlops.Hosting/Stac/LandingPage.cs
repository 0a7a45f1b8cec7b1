using Mlops.Catalog;
using Mlops.Stac;

namespace Mlops.Hosting.Stac;

/// <summary>The landing page and the conformance classes (STAC API Core). They say nothing about any project.</summary>
internal static class LandingPage
{
    public static Task RespondAsync(StacCall call)
    {
        var options = call.Options;
        var catalog = new StacCatalog
        {
            Id = options.Id,
            Title = options.Title,
            Description = options.Description,
            ConformsTo = StacConformanceClasses.All,
            Links =
            [
                call.Link("self", CatalogPaths.Stac, MediaType.Json, options.Title),
                call.RootLink(),
                call.Link("conformance", $"{CatalogPaths.Stac}/conformance", MediaType.Json, "Conformance classes"),
                call.Link("data", CatalogPaths.Collections, MediaType.Json, "Collections"),
                call.Link("search", SearchRoutes.Path, MediaType.GeoJson, "Item search") with { Method = "GET" },
                call.Link("search", SearchRoutes.Path, MediaType.GeoJson, "Item search") with { Method = "POST" },
                call.Link("service-desc", $"{CatalogPaths.Stac}/api", MediaType.OpenApi, "OpenAPI description"),
                call.Link("service-doc", $"{CatalogPaths.Stac}/api.html", MediaType.Html, "Description for people"),
                .. options.EffectiveCategories.Select(category => call.Link("child", CatalogPaths.Collection(category.Id), MediaType.Json, category.Title)),
            ],
        };
        return call.RespondAsync(catalog, json => json.StacCatalog);
    }

    public static Task RespondConformanceAsync(StacCall call) =>
        call.RespondAsync(new StacConformance { ConformsTo = StacConformanceClasses.All }, json => json.StacConformance);
}
