using System.Text.Json;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Stac;

public class StacItemJsonTests
{
    private const string Minimal = """{"id":"a/b","properties":{}}""";

    [Fact]
    public void Geometry_and_datetime_are_written_as_null_when_absent()
    {
        var json = Write(Read(Minimal));

        Assert.Equal(JsonValueKind.Null, json.GetProperty("geometry").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("properties").GetProperty("datetime").ValueKind);
        Assert.False(json.TryGetProperty("bbox", out _));
    }

    [Fact]
    public void What_a_lenient_author_left_out_has_the_values_of_the_specification()
    {
        var item = Read(Minimal);

        Assert.Equal("Feature", item.Type);
        Assert.Equal("1.1.0", item.StacVersion);
        Assert.Empty(item.Links);
        Assert.Empty(item.Assets);
    }

    [Fact]
    public void An_item_without_id_or_properties_is_refused()
    {
        Assert.Throws<JsonException>(() => Read("""{"properties":{}}"""));
        Assert.Throws<JsonException>(() => Read("""{"id":"a"}"""));
    }

    [Fact]
    public void Unknown_members_survive_a_round_trip_at_every_level()
    {
        const string Text = """
            {"type":"Feature","stac_version":"1.1.0","stac_extensions":["https://e/x.json"],"id":"i",
             "geometry":{"type":"Point","coordinates":[1.5,2]},"bbox":[1.5,2,1.5,2],
             "properties":{"datetime":"2024-01-01T00:00:00Z","gsd":10.0,"x:deep":{"a":[1,{"b":null}]}},
             "links":[{"rel":"self","href":"https://h/i","x:l":true,"method":"POST","headers":{"A":["b","c"]},"body":{"merge":1}}],
             "assets":{"data":{"href":"d.csv","roles":["data"],"file:size":12}},"collection":"c","x:top":[1]}
            """;

        Assert.True(JsonElement.DeepEquals(Parse(Text), Write(Read(Text))));
    }

    [Fact]
    public void A_property_that_is_null_survives_a_round_trip()
    {
        var json = Write(Read("""{"id":"a","properties":{"datetime":null,"mlm:accelerator":null}}"""));

        Assert.Equal(JsonValueKind.Null, json.GetProperty("properties").GetProperty("mlm:accelerator").ValueKind);
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z")]
    [InlineData("2024-01-01T02:30:00.500+02:30", "2024-01-01T00:00:00.5Z")]
    [InlineData("2024-01-01t00:00:00.123456789z", "2024-01-01T00:00:00.1234567Z")]
    public void Times_are_written_in_UTC(string read, string written)
    {
        var json = Write(Read($$$"""{"id":"a","properties":{"datetime":"{{{read}}}"}}"""));

        Assert.Equal(written, json.GetProperty("properties").GetProperty("datetime").GetString());
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2024-01-01\"")]
    [InlineData("5")]
    public void A_datetime_that_is_none_is_refused(string value) =>
        Assert.Throws<JsonException>(() => Read($$$"""{"id":"a","properties":{"datetime":{{{value}}}}}"""));

    [Fact]
    public void Catalog_collection_and_page_keep_their_camel_case_members()
    {
        var catalog = JsonSerializer.SerializeToElement(
            new StacCatalog { Id = "c", Description = "d", ConformsTo = ["u"] }, StacJsonContext.Default.StacCatalog);
        var page = JsonSerializer.SerializeToElement(
            new StacItemCollection { NumberMatched = 3, NumberReturned = 0 }, StacJsonContext.Default.StacItemCollection);

        Assert.Equal("Catalog", catalog.GetProperty("type").GetString());
        Assert.Equal(1, catalog.GetProperty("conformsTo").GetArrayLength());
        Assert.Equal("FeatureCollection", page.GetProperty("type").GetString());
        Assert.Equal(3, page.GetProperty("numberMatched").GetInt64());
        Assert.Equal(0, page.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public void A_collection_survives_a_round_trip()
    {
        const string Text = """
            {"type":"Collection","stac_version":"1.1.0","id":"c","title":"t","description":"d","keywords":["k"],"license":"other",
             "providers":[{"name":"n","roles":["host"],"url":"https://h","x":1}],
             "extent":{"spatial":{"bbox":[[-180,-90,180,90]],"y":2},"temporal":{"interval":[[null,"2024-01-01T00:00:00Z"]]}},
             "summaries":{"gsd":[1,2]},"links":[],"item_assets":{"a":{"title":"x","type":"y"}},"z":{}}
            """;
        var collection = JsonSerializer.Deserialize(Text, StacJsonContext.Default.StacCollection)!;

        Assert.True(JsonElement.DeepEquals(Parse(Text), JsonSerializer.SerializeToElement(collection, StacJsonContext.Default.StacCollection)));
    }

    private static StacItem Read(string json) => JsonSerializer.Deserialize(json, StacJsonContext.Default.StacItem)!;

    private static JsonElement Write(StacItem item) => JsonSerializer.SerializeToElement(item, StacJsonContext.Default.StacItem);

    private static JsonElement Parse(string json) => Fakes.Build.Json(json);
}
