using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Storage.Tests.Catalog;

/// <summary>Makes entries of an index.</summary>
internal static class Entries
{
    public static DateTimeOffset At(string text) => Rfc3339.TryParse(text, out var instant) ? instant : throw new FormatException(text);

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();

    public static CatalogEntry Entry(
        string project, string collection = "ai-model", string? title = null, string? datetime = null, string? start = null, string? end = null,
        string? geometry = null, double[]? bbox = null, string changeKey = "1") => new(project, changeKey, new StacItem
        {
            Id = project,
            Collection = collection,
            Geometry = geometry is null ? null : Json(geometry),
            Bbox = bbox,
            Properties = new StacProperties
            {
                Title = title,
                Datetime = datetime is null ? null : At(datetime),
                StartDatetime = start is null ? null : At(start),
                EndDatetime = end is null ? null : At(end),
            },
            Links = [new StacLink { Rel = "self", Href = $"/api/stac/{collection}/{project}" }],
        });

    public static CatalogEntry AtPoint(string project, double longitude, double latitude) =>
        Entry(project, geometry: FormattableString.Invariant($$"""{"type":"Point","coordinates":[{{longitude}},{{latitude}}]}"""), bbox: [longitude, latitude, longitude, latitude]);

    public static string Box(double west, double south, double east, double north) => FormattableString.Invariant(
        $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{east}},{{south}}],[{{east}},{{north}}],[{{west}},{{north}}],[{{west}},{{south}}]]]}""");

    public static CatalogEntry InBox(string project, double west, double south, double east, double north) =>
        Entry(project, geometry: Box(west, south, east, north), bbox: [west, south, east, north]);
}
