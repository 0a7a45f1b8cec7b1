using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
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

    private static readonly byte[] Begin = "{\"type\":\"FeatureCollection\",\"features\":["u8.ToArray();
    private static readonly byte[] Comma = ","u8.ToArray();

    public static async Task GetAsync(StacCall call)
    {
        var page = await call.Catalog.SearchAsync(ReadQuery(call), call.Visible, call.Aborted);
        await RespondAsync(call, page, [call.RootLink(), .. PageLinks.OfQuery(call, Path, page)]);
    }

    public static async Task PostAsync(StacCall call)
    {
        using var body = await SearchBody.ReadAsync(call.Context);
        var page = await call.Catalog.SearchAsync(SearchBody.Parse(body), call.Visible, call.Aborted);
        await RespondAsync(call, page, [call.RootLink(), .. PageLinks.OfBody(call, Path, page, body.RootElement)]);
    }

    public static CatalogSearch ReadQuery(StacCall call) => CatalogSearchParser.FromQuery(
        call.Context.Request.Query.SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value))));

    public static Task RespondAsync(StacCall call, CatalogPage page, IEnumerable<StacLink> links)
    {
        var body = call.NewBody();
        body.Add(Begin);
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
            {
                body.Add(Comma);
            }

            body.Add(page.Items[i]);
        }

        body.Add(End(page, links));
        body.Add(Encoding.UTF8.GetBytes($"{Rfc3339.Format(call.Service<TimeProvider>().GetUtcNow())}\"}}"), counts: false);
        return call.RespondAsync(body, MediaType.GeoJson);
    }

    /// <summary>What follows the items, up to the time of the answer.</summary>
    private static ReadOnlyMemory<byte> End(CatalogPage page, IEnumerable<StacLink> links)
    {
        var end = new ArrayBufferWriter<byte>(2048);
        end.Write("],\"links\":["u8);
        using (var writer = new Utf8JsonWriter(end, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            foreach (var link in links)
            {
                StacCall.Write(writer, link, json => json.StacLink);
            }
        }

        end.Write(Encoding.UTF8.GetBytes($"],\"numberMatched\":{page.NumberMatched},\"numberReturned\":{page.Items.Count},\"timeStamp\":\""));
        return end.WrittenMemory;
    }
}
