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
        var search = SearchRoutes.ReadQuery(call);
        if (search.Collections.Count > 0 && !search.Collections.Contains(category.Id))
        {
            // pystac-client repeats the address's own collection here; any other would contradict it.
            throw new InvalidSearchException("collections", "does not name the collection of this address");
        }

        search = search with { Collections = [category.Id] };
        var path = CatalogPaths.Items(category.Id);
        var page = await call.Catalog.SearchAsync(search, call.Visible, call.Aborted);
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
        var item = await call.Catalog.GetAsync(category.Id, id, call.Visible, call.Aborted) ?? throw ProblemException.NotFound("such item in this collection");
        var body = call.NewBody();
        body.Add(item);
        await call.RespondAsync(body, MediaType.GeoJson);
    }
}
