using System.Globalization;
using System.Text;
using CsCheck;
using Mlops.Catalog.Geometries;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac;
using Mlops.Stac.Search;
using NetTopologySuite.Geometries;
using static Mlops.Storage.Tests.Catalog.Entries;

namespace Mlops.Storage.Tests.Catalog;

public abstract partial class CatalogIndexContract
{
    private static readonly Gen<double> Longitude = Gen.Int[-18, 18].Select(number => number * 10.0);
    private static readonly Gen<double> Latitude = Gen.Int[-9, 9].Select(number => number * 10.0);
    private static readonly Gen<string> Instant = Gen.Int[2000, 2006].Select(year => year.ToString(CultureInfo.InvariantCulture) + "-01-01T00:00:00Z");

    private static readonly Gen<(string? Geometry, double[]? Bbox)> Shape = Gen.OneOf(
        Gen.Const<(string?, double[]?)>((null, null)),
        Gen.Select(Longitude, Latitude, (x, y) => (AtPoint("p", x, y).Item.Geometry!.Value.GetRawText(), (double[]?)[x, y, x, y])).Select(shape => ((string?)shape.Item1, shape.Item2)),
        Gen.Select(Longitude, Latitude, Longitude, Latitude).Where((a, b, c, d) => a < c && b < d)
            .Select((a, b, c, d) => ((string?)Box(a, b, c, d), (double[]?)[a, b, c, d])),
        Gen.Select(Longitude, Latitude, Longitude, Latitude).Where((a, b, c, d) => a < c && b < d).Select((a, b, c, d) => (
            (string?)FormattableString.Invariant($$"""{"type":"Polygon","coordinates":[[[{{a}},{{b}}],[{{c}},{{b}}],[{{a}},{{d}}],[{{a}},{{b}}]]]}"""),
            (double[]?)[a, b, c, d])),
        Gen.Const<(string?, double[]?)>((Antimeridian, [175, -20, -170, -10])));

    private static readonly Gen<CatalogEntry[]> Lot =
        Gen.Select(Gen.Int[0, 29], Gen.Int[0, 2], Of<string?>(null, "x", "y", "é", "\U0001F600", "\uFF00"), Instant.Null(), Gen.Bool, Shape)
            .Select((number, collection, title, at, span, shape) => Entry(
                $"g{number % 3}/p{number}", $"c{collection}", title, at is null || span ? null : at, span ? at : null, span && at is not null ? "2004-01-01T00:00:00Z" : null,
                shape.Geometry, shape.Bbox))
            .Where(entry => entry.Item.Properties is not { StartDatetime: { } start, EndDatetime: { } end } || start <= end)
            .Array[0, 40]
            .Select(entries => entries.DistinctBy(entry => (entry.ProjectPath, entry.Item.Collection)).ToArray());

    private static readonly Gen<CatalogSearch> AnySearch = Gen.Select(
        Gen.Int[0, 29].Array[0, 3], Gen.Int[0, 2].Array[0, 2], Gen.Int[0, 3], Gen.Select(Longitude, Latitude, Longitude, Latitude), Gen.Select(Instant.Null(), Instant.Null()),
        Gen.Select(Of([.. SortField.Known]), Gen.Bool).Array[0, 3], Gen.Int[1, 7])
        .Select((ids, collections, place, box, time, sort, limit) => new CatalogSearch
        {
            Ids = [.. ids.Select(number => $"g{number % 3}/p{number}").Distinct()],
            Collections = [.. collections.Select(number => $"c{number}").Distinct()],
            Bbox = place == 1 ? new BoundingBox(box.Item1, Math.Min(box.Item2, box.Item4), box.Item3, Math.Max(box.Item2, box.Item4)) : null,
            Intersects = place == 2
                ? GeoJson.Write(GeometryFactory.Floating.CreateLineString([new(box.Item1, box.Item2), new(Math.Min(box.Item3 + 1, 180), box.Item4)]))
                : null,
            Datetime = (time.Item1, time.Item2) is (null, null) || string.CompareOrdinal(time.Item1 ?? "", time.Item2 ?? "9") > 0
                ? null : new(time.Item1 is { } start ? At(start) : null, time.Item2 is { } end ? At(end) : null),
            SortBy = [.. sort.Select(field => new SortField(field.Item1, field.Item2)).DistinctBy(field => field.Field)],
            Limit = limit,
        });

    private static readonly Gen<VisibleProjects> Caller = Gen.OneOf(
        Gen.Const(VisibleProjects.All),
        Gen.Select(Gen.Int[0, 29].Array[0, 10], Gen.Int[0, 3].Array[0, 2], (projects, groups) =>
            VisibleProjects.Of(projects.Select(number => $"g{number % 3}/p{number}"), groups.Select(number => $"g{number}"))));

    [Fact]
    public async Task Search_page_by_page_equals_a_plain_filter_over_all_items() =>
        await Gen.Select(Lot, Gen.Select(AnySearch, Caller).Array[1, 8]).SampleAsync(
            async (entries, searches) =>
            {
                foreach (var project in await Index.ListChangeKeysAsync(CancellationToken.None))
                {
                    await Index.ReplaceAsync(project.Key, [], CancellationToken.None);
                }

                await Fill(entries);
                foreach (var (search, visible) in searches)
                {
                    var expected = Plain(entries, search, visible);
                    var found = new List<string>();
                    string? token = null;
                    do
                    {
                        var page = await Index.SearchAsync(search with { Token = token }, visible, CancellationToken.None);
                        Assert.Equal(expected.Count, page.NumberMatched);
                        found.AddRange(page.Items.Select(item => item.ToItem()).Select(item => $"{item.Collection} {item.Id}"));
                        token = page.NextToken;
                    }
                    while (token is not null && found.Count <= expected.Count);
                    Assert.Equal(expected, found);
                }
            },
            iter: 60,
            threads: 1);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static List<string> Plain(CatalogEntry[] entries, CatalogSearch search, VisibleProjects visible)
    {
        IOrderedEnumerable<CatalogEntry> sorted = entries.Where(entry => visible.Includes(entry.ProjectPath) && Matches(entry, search)).OrderBy(_ => 0);
        IReadOnlyList<SortField> fields = search.SortBy.Count > 0 ? search.SortBy : [new("datetime", true)];
        foreach (var field in fields.Append(new("collection", false)).Append(new("id", false)))
        {
            sorted = sorted.ThenBy(entry => Key(entry, field.Field) is null);
            sorted = field.Descending ? sorted.ThenByDescending(entry => Key(entry, field.Field), ByteOrder.Instance) : sorted.ThenBy(entry => Key(entry, field.Field), ByteOrder.Instance);
        }

        return [.. sorted.Select(entry => $"{entry.Item.Collection} {entry.Item.Id}")];
    }

    private static bool Matches(CatalogEntry entry, CatalogSearch search) =>
        (search.Ids.Count == 0 || search.Ids.Contains(entry.Item.Id))
        && (search.Collections.Count == 0 || search.Collections.Contains(entry.Item.Collection))
        && (search.Datetime is not { } time || time.Intersects(entry.Interval))
        && (search.Bbox is not { } box || (entry.Item.Geometry is { } shape && Boxes(box).Any(part => GeoJson.Read(shape).Intersects(part))))
        && (search.Intersects is not { } place || (entry.Item.Geometry is { } geometry && GeoJson.Read(geometry).Intersects(GeoJson.Read(place))));

    private static IEnumerable<Geometry> Boxes(BoundingBox box) =>
        (box.CrossesAntimeridian ? new Envelope[] { new(box.West, 180, box.South, box.North), new(-180, box.East, box.South, box.North) } : [new(box.West, box.East, box.South, box.North)])
        .Select(GeometryFactory.Floating.ToGeometry);

    private static string? Key(CatalogEntry entry, string field)
    {
        var properties = entry.Item.Properties;
        return field switch
        {
            "id" => entry.Item.Id,
            "collection" => entry.Item.Collection,
            "title" => properties.Title,
            _ => (field switch
            {
                "datetime" => properties.Datetime ?? properties.StartDatetime,
                "start_datetime" => properties.StartDatetime,
                "end_datetime" => properties.EndDatetime,
                "created" => properties.Created,
                _ => properties.Updated,
            })?.UtcTicks.ToString("D20", CultureInfo.InvariantCulture),
        };
    }

    private sealed class ByteOrder : IComparer<string?>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
    }
}
