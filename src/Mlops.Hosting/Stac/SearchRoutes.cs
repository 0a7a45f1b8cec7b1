using System.Text.Json;
using Mlops.Catalog;
using Mlops.Catalog.Index;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Hosting.Stac;

/// <summary>Item search (STAC API Item Search).</summary>
internal static class SearchRoutes
{
    public const string Path = CatalogPaths.Stac + "/search";

    public static async Task GetAsync(StacCall call)
    {
        var page = await call.Index.SearchAsync(ReadQuery(call), call.Visible, call.Aborted);
        await RespondAsync(call, page, [call.RootLink(), .. PageLinks.OfQuery(call, Path, page)]);
    }

    public static async Task PostAsync(StacCall call)
    {
        using var body = await SearchBody.ReadAsync(call.Context);
        var page = await call.Index.SearchAsync(SearchBody.Parse(body), call.Visible, call.Aborted);
        await RespondAsync(call, page, [call.RootLink(), .. PageLinks.OfBody(call, Path, page, body.RootElement)]);
    }

    public static CatalogSearch ReadQuery(StacCall call) => CatalogSearchParser.FromQuery(
        call.Context.Request.Query.SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value))));

    public static Task RespondAsync(StacCall call, CatalogPage page, IReadOnlyList<StacLink> links)
    {
        var answer = new StacItemCollection
        {
            Features = [.. page.Items.Select(item => PublicRoot.Resolve(item, call.Root))],
            Links = links,
            NumberMatched = page.NumberMatched,
            NumberReturned = page.Items.Count,
            TimeStamp = call.Service<TimeProvider>().GetUtcNow(),
        };
        return call.RespondAsync(answer, json => json.StacItemCollection, MediaType.GeoJson);
    }
}
