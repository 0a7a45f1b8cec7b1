using Mlops.Catalog.Geometries;
using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Stac;

public class GeoJsonTests
{
    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2,3]}""")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[3,4]]}""")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[2,1],[3,2],[3,1],[2,1]]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}""")]
    public void Every_type_reads_and_writes(string json)
    {
        var geometry = GeoJson.Read(Build.Json(json));

        Assert.True(geometry.EqualsExact(GeoJson.Read(GeoJson.Write(geometry))));
    }

    [Theory]
    [InlineData("""[1,2]""")]
    [InlineData("""{"coordinates":[1,2]}""")]
    [InlineData("""{"type":"Circle","coordinates":[1,2]}""")]
    [InlineData("""{"type":"Feature","geometry":null,"properties":{}}""")]
    [InlineData("""{"type":"Point"}""")]
    [InlineData("""{"type":"Point","coordinates":[]}""")]
    [InlineData("""{"type":"Point","coordinates":[1]}""")]
    [InlineData("""{"type":"Point","coordinates":["1","2"]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2,3,4,5]}""")]
    [InlineData("""{"type":"Point","coordinates":[181,2]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,-91]}""")]
    [InlineData("""{"type":"Point","coordinates":[1e400,2]}""")]
    [InlineData("""{"type":"Point","coordinates":[[1,2]]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2]]}""")]
    [InlineData("""{"type":"LineString","coordinates":[1,2]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[2,2]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"GeometryCollection"}""")]
    public void What_is_no_geometry_is_refused(string json) => Assert.Throws<FormatException>(() => GeoJson.Read(Build.Json(json)));

    [Fact]
    public void Nested_collections_are_read_to_a_bound()
    {
        static string Nest(int depth) => depth == 0
            ? """{"type":"Point","coordinates":[1,2]}"""
            : $$"""{"type":"GeometryCollection","geometries":[{{Nest(depth - 1)}}]}""";

        GeoJson.Read(Build.Json(Nest(3)));
        Assert.Throws<FormatException>(() => GeoJson.Read(Build.Json(Nest(8))));
    }
}
