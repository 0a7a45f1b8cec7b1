using Mlops.Catalog;
using Mlops.Hosting.Problems;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Hosting.Stac;

/// <summary>A collection's items, and one of them.</summary>
internal static class ItemRoutes
{
    public static async Task ListAsync(StacCall call)
    {
        var category = call.Category();
        if (call.Context.Request.Query.ContainsKey("collections"))
        {
            throw new InvalidSearchException("collections", "is not a parameter of this address, which names the collection itself");
        }

        var path = CatalogPaths.Items(category.Id);
        var search = SearchRoutes.ReadQuery(call) with { Collections = [category.Id] };
        var page = await call.Index.SearchAsync(search, call.Visible, call.Aborted);
        await SearchRoutes.RespondAsync(
            call,
            page,
            [
                call.RootLink(),
                call.Link("parent", CatalogPaths.Collection(category.Id), MediaType.Json, category.Title),
                call.Link("collection", CatalogPaths.Collection(category.Id), MediaType.Json, category.Title),
                .. PageLinks.OfQuery(call, path, page),
            ]);
    }

    public static async Task GetAsync(StacCall call)
    {
        var category = call.Category();

        // The server decodes all but slashes.
        var id = (call.Context.Request.RouteValues["itemId"] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var item = await call.Index.GetAsync(category.Id, id, call.Visible, call.Aborted) ?? throw ProblemException.NotFound("such item in this collection");
        await call.RespondAsync(PublicRoot.Resolve(item, call.Root), json => json.StacItem, MediaType.GeoJson);
    }
}
