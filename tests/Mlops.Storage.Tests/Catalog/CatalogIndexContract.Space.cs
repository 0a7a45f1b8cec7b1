using Mlops.Stac;
using Mlops.Stac.Search;
using static Mlops.Storage.Tests.Catalog.Entries;

namespace Mlops.Storage.Tests.Catalog;

public abstract partial class CatalogIndexContract
{
    private const string Antimeridian =
        """{"type":"MultiPolygon","coordinates":[[[[175,-20],[180,-20],[180,-10],[175,-10],[175,-20]]],[[[-180,-20],[-170,-20],[-170,-10],[-180,-10],[-180,-20]]]]}""";

    private Task<string> InBbox(params double[] numbers) =>
        Found(new CatalogSearch { Bbox = BoundingBox.TryCreate(numbers, out var box, out var error) ? box : throw new FormatException(error), SortBy = [new("id", false)] });

    private Task<string> Meeting(string geometry) => Found(new CatalogSearch { Intersects = Json(geometry), SortBy = [new("id", false)] });

    [Fact]
    public async Task Bbox_finds_shapes_that_it_touches_and_none_without_a_shape()
    {
        await Fill(AtPoint("a", 10, 10), AtPoint("b", 30, 10), InBox("c", 0, 0, 5, 5), Entry("nowhere"));
        Assert.Equal("a c", await InBbox(5, 5, 10, 10));
        Assert.Equal("a b c", await InBbox(-180, -90, 180, 90));
        Assert.Equal("a", await InBbox(10, 10, 10, 10));
        Assert.Equal("", await InBbox(6, 6, 9, 9));
    }

    [Fact]
    public async Task Bbox_is_held_against_the_shape_and_not_only_its_box()
    {
        await Fill(Entry("corner", geometry: """{"type":"Polygon","coordinates":[[[0,0],[10,0],[0,10],[0,0]]]}""", bbox: [0, 0, 10, 10]));
        Assert.Equal("", await InBbox(8, 8, 10, 10));
        Assert.Equal("corner", await InBbox(4, 4, 10, 10));
        Assert.Equal("corner", await InBbox(-1, -1, 11, 11));
    }

    [Fact]
    public async Task A_box_that_crosses_the_antimeridian_finds_both_sides_of_it()
    {
        await Fill(AtPoint("east", 179, 0), AtPoint("west", -179, 0), AtPoint("far", 0, 0), Entry("fiji", geometry: Antimeridian, bbox: [175, -20, -170, -10]));
        Assert.Equal("east fiji west", await InBbox(170, -30, -165, 10));
        Assert.Equal("fiji", await InBbox(-172, -30, -165, -5));
        Assert.Equal("fiji", await InBbox(176, -15, 177, -14));
        Assert.Equal("far", await InBbox(-160, -30, 170, 10));
    }

    [Fact]
    public async Task Heights_narrow_only_items_that_have_them()
    {
        await Fill(
            Entry("high", geometry: Box(0, 0, 1, 1), bbox: [0, 0, 1000, 1, 1, 2000]),
            Entry("low", geometry: Box(0, 0, 1, 1), bbox: [0, 0, 0, 1, 1, 10]),
            InBox("flat", 0, 0, 1, 1));
        Assert.Equal("flat high", await InBbox(0, 0, 500, 1, 1, 1500));
        Assert.Equal("flat high low", await InBbox(0, 0, 1, 1));
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[5,5]}""", "big small")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[50,50],[9,9]]}""", "big")]
    [InlineData("""{"type":"LineString","coordinates":[[-10,5],[3,5]]}""", "big")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[50,50],[60,60]],[[-1,5],[20,5]]]}""", "big small")]
    [InlineData("""{"type":"Polygon","coordinates":[[[7,7],[20,7],[20,20],[7,7]]]}""", "big")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[40,40],[41,40],[41,41],[40,40]]],[[[4,4],[5,4],[5,5],[4,4]]]]}""", "big small")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[6,6]},{"type":"Polygon","coordinates":[[[40,40],[41,40],[41,41],[40,40]]]}]}""", "big small")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""", "")]
    public async Task Intersects_takes_every_type_of_geometry(string geometry, string expected)
    {
        await Fill(InBox("big", 0, 0, 10, 10), InBox("small", 4, 4, 6, 6), Entry("nowhere"));
        Assert.Equal(expected, await Meeting(geometry));
    }

    [Fact]
    public async Task A_polygon_that_crosses_itself_is_searched_without_an_error()
    {
        await Fill(InBox("left", 0, 4, 1, 6), InBox("outside", 4, 8, 6, 10));
        Assert.Equal("left", await Meeting("""{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}"""));
    }

    [Fact]
    public async Task A_summary_keeps_a_box_that_crosses_the_antimeridian_when_all_lie_there()
    {
        await Fill(Entry("fiji", geometry: Antimeridian, bbox: [175, -20, -170, -10]));
        Assert.Equal(new BoundingBox(175, -20, -170, -10), (await Index.SummarizeAsync(Mlops.Catalog.Projects.VisibleProjects.All, Stop))[0].Bounds);
        await Fill(AtPoint("far", 0, 0));
        Assert.Equal(new BoundingBox(-180, -20, 180, 0), (await Index.SummarizeAsync(Mlops.Catalog.Projects.VisibleProjects.All, Stop))[0].Bounds);
    }
}
