using CsCheck;
using Mlops.Catalog.Geometries;
using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Items;

public class ItemFootprintTests
{
    [Theory]
    [InlineData("[1, 2, 3, 4]", "Polygon", new double[] { 1, 2, 3, 4 })]
    [InlineData("[[1, 2, 3, 4]]", "Polygon", new double[] { 1, 2, 3, 4 })]
    [InlineData("[1, 2, 0, 3, 4, 100]", "Polygon", new double[] { 1, 2, 0, 3, 4, 100 })]
    [InlineData("[1, 2, 1, 2]", "Point", new double[] { 1, 2, 1, 2 })]
    [InlineData("[1, 2, 1, 4]", "LineString", new double[] { 1, 2, 1, 4 })]
    [InlineData("[170, -10, -170, 10]", "MultiPolygon", new double[] { 170, -10, -170, 10 })]
    [InlineData("[170, 5, -170, 5]", "MultiLineString", new double[] { 170, 5, -170, 5 })]
    [InlineData("[170, -10, -180, 10]", "Polygon", new double[] { 170, -10, -180, 10 })]
    [InlineData("'POINT (1 2)'", "Point", new double[] { 1, 2, 1, 2 })]
    [InlineData("'POINT Z (1 2 3)'", "Point", new double[] { 1, 2, 1, 2 })]
    [InlineData("'SRID=4326;POINT (1 2)'", "Point", new double[] { 1, 2, 1, 2 })]
    [InlineData("'POLYGON ((0 0, 0 5, 5 5, 0 0))'", "Polygon", new double[] { 0, 0, 5, 5 })]
    [InlineData("'MULTIPOLYGON (((0 0, 0 5, 5 5, 0 0)), ((10 10, 10 11, 11 11, 10 10)))'", "MultiPolygon", new double[] { 0, 0, 11, 11 })]
    [InlineData("'GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (3 4, 5 6))'", "Polygon", new double[] { 1, 2, 5, 6 })]
    [InlineData("'GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (POINT (3 4)))'", "MultiPoint", new double[] { 1, 2, 3, 4 })]
    [InlineData("'GEOMETRYCOLLECTION (LINESTRING (1 2, 3 4), MULTILINESTRING ((3 4, 5 6)))'", "MultiLineString", new double[] { 1, 2, 5, 6 })]
    [InlineData("'GEOMETRYCOLLECTION (POLYGON ((0 0, 0 5, 5 5, 0 0)), MULTIPOLYGON (((10 10, 10 11, 11 11, 10 10))))'", "MultiPolygon", new double[] { 0, 0, 11, 11 })]
    [InlineData("[-66.59, 17.98, -66.64, 18.03]", "Polygon", new double[] { -66.64, 17.98, -66.59, 18.03 })]
    [InlineData("[10, 1, 0, -10, 2, 5]", "Polygon", new double[] { -10, 1, 0, 10, 2, 5 })]
    [InlineData("[90, -10, -90, 10]", "MultiPolygon", new double[] { 90, -10, -90, 10 })]
    public void A_box_or_WKT_is_geometry_with_the_box_around_it(string extent, string type, double[] bbox)
    {
        var item = Build.Front($"extent: {{spatial: {extent}}}");

        Assert.Equal(type, item.Geometry?.GetProperty("type").GetString());
        Assert.Equal(bbox, item.Bbox);
        GeoJson.Read(item.Geometry!.Value);
    }

    [Theory]
    [InlineData("title: x", false)]
    [InlineData("extent: {spatial: ~}", false)]
    [InlineData("extent: {spatial: []}", true)]
    [InlineData("extent: {spatial: [1, 2, 3]}", true)]
    [InlineData("extent: {spatial: [1, 4, 3, 2]}", true)]
    [InlineData("extent: {spatial: [1, 2, 3, 400]}", true)]
    [InlineData("extent: {spatial: [a, b, c, d]}", true)]
    [InlineData("extent: {spatial: {west: 1}}", true)]
    [InlineData("extent: {spatial: everywhere}", true)]
    [InlineData("extent: {spatial: 'POINT EMPTY'}", true)]
    [InlineData("extent: {spatial: 'POINT (200 2)'}", true)]
    [InlineData("extent: {spatial: 'POINT (NaN 2)'}", true)]
    [InlineData("extent: {spatial: 'POLYGON ((0 0, 1 1))'}", true)]
    [InlineData("extent: {spatial: 'SRID=3857;POINT (1 2)'}", true)]
    [InlineData("extent: {spatial: 'POINT (1 2'}", true)]
    public void Without_a_usable_extent_geometry_is_null_and_there_is_no_box(string yaml, bool warned)
    {
        var built = Build.Items($"---\n{yaml}\n---\n");

        Assert.Null(built.Items[0].Geometry);
        Assert.Null(built.Items[0].Bbox);
        Assert.Equal(warned ? ["extent.spatial"] : [], built.Warnings.Select(warning => warning.Field));
    }

    [Theory]
    [InlineData("[-66.59, 17.98, -66.64, 18.03]")]
    [InlineData("'GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (3 4, 5 6))'")]
    public void What_is_read_otherwise_than_written_is_told(string extent) =>
        Assert.Equal("extent.spatial", Assert.Single(Build.Items($"---\nextent: {{spatial: {extent}}}\n---\n").Warnings).Field);

    [Fact]
    public void A_box_across_the_antimeridian_is_taken_as_it_is() =>
        Assert.Empty(Build.Items("---\nextent: {spatial: [170, -10, -170, 10]}\n---\n").Warnings);

    [Fact]
    public void Deeply_nested_WKT_is_refused() =>
        Assert.Null(Build.Front($"extent: {{spatial: '{string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION (", 2000))}'}}").Geometry);

    [Fact]
    public void Rings_turn_as_RFC_7946_has_them()
    {
        var ring = Build.Front("extent: {spatial: 'POLYGON ((0 0, 0 5, 5 5, 5 0, 0 0))'}").Geometry!.Value.GetProperty("coordinates")[0];
        var area = Enumerable.Range(0, ring.GetArrayLength() - 1)
            .Sum(at => (ring[at + 1][0].GetDouble() - ring[at][0].GetDouble()) * (ring[at + 1][1].GetDouble() + ring[at][1].GetDouble()));

        Assert.True(area < 0, "outer rings run counterclockwise");
    }

    [Fact]
    public void Any_box_makes_a_valid_geometry()
    {
        var longitude = Gen.Double[-180, 180];
        var latitude = Gen.Double[-90, 90];
        Gen.Select(longitude, latitude, longitude, latitude).Where((_, south, _, north) => south <= north).Sample((west, south, east, north) =>
        {
            var item = Build.Front(FormattableString.Invariant($"extent: {{spatial: [{west:R}, {south:R}, {east:R}, {north:R}]}}"));

            Assert.True(GeoJson.Read(item.Geometry!.Value).IsValid);
        }, iter: 200);
    }
}
