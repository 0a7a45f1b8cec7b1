using Mlops.Catalog;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Index;
using Mlops.Stac;

namespace Mlops.Hosting.Stac;

/// <summary>Collections: the categories, with the extent of what the caller may see.</summary>
internal static class CollectionRoutes
{
    public static async Task ListAsync(StacCall call)
    {
        var summaries = await call.Catalog.SummarizeAsync(call.Visible, call.Aborted);
        List<StacCollection> collections = [.. call.Options.EffectiveCategories.Select(category => Build(call, category, summaries))];
        var answer = new StacCollections
        {
            Collections = collections,
            Links =
            [
                call.Link("self", CatalogPaths.Collections, MediaType.Json, "Collections"),
                call.RootLink(),
                call.Link("parent", CatalogPaths.Stac, MediaType.Json, call.Options.Title),
            ],
            NumberMatched = collections.Count,
            NumberReturned = collections.Count,
        };
        await call.RespondAsync(answer, json => json.StacCollections);
    }

    public static async Task GetAsync(StacCall call)
    {
        var category = call.Category();
        var summaries = await call.Catalog.SummarizeAsync(call.Visible, call.Aborted);
        await call.RespondAsync(Build(call, category, summaries), json => json.StacCollection);
    }

    private static StacCollection Build(StacCall call, Category category, IReadOnlyList<CollectionSummary> summaries) =>
        PublicRoot.Resolve(
            CollectionBuilder.Build(category, summaries.FirstOrDefault(summary => summary.CollectionId == category.Id), call.Options.Title), call.Root);
}
