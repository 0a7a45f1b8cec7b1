using System.Globalization;
using System.Text.Json;
using Mlops.Catalog.Extensions;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Extensions;

/// <summary>Whatever front matter holds, its items satisfy STAC and each extension that they declare.</summary>
public class RandomReadmeTests
{
    private const int Rounds = 400;

    private static readonly string[] s_words =
    [
        "x", "", "red", "vector", "raster", "VV", "EPSG:4326", "L1C", "float32", "bands", "batch", "variables", "detection", "v1", "temporal", "spatial", "Point",
        "2020-01-01", "2020-01-01T00:00:00Z", "2020-01-01 10:00:00 +02:00", "9999-12-31", "geometry", "z-score", "ascending", "left", "torch", "10.1000/x", "a b", "MGRS-35NKA",
    ];

    private static readonly string[] s_members =
    [
        "name", "type", "value", "classes", "common_name", "description", "extent", "axis", "dimensions", "input", "result", "shape", "dim_order", "data_type", "bands",
        "variables", "tasks", "format", "expression", "mean", "stddev", "minimum", "count", "counts", "statistics", "buckets", "coordinates", "geometries", "lat", "lon",
        "nodata", "bbox", "rel", "href", "roles", "url", "key", "glob", "doi", "citation", "eo:common_name", "raster:scale", "classification:classes", "version",
    ];

    private static readonly string[] s_keys =
    [
        "title", "description", "license", "license-url", "preview", "extent", "providers", "related", "links", "assets", "keywords", "gsd", "platform", "instruments",
        "constellation", "mission", "bands", "nodata", "data_type", "statistics", "unit", "roles", "created", "updated", "datetime", "start_datetime", "end_datetime",
        "version", "deprecated", "experimental", "published", "expires", "sharinghub",
        "mlm:name", "mlm:architecture", "mlm:tasks", "mlm:input", "mlm:output", "mlm:framework", "mlm:framework_version", "mlm:memory_size", "mlm:total_parameters",
        "mlm:pretrained", "mlm:pretrained_source", "mlm:accelerator", "mlm:accelerator_count", "mlm:hyperparameters", "mlm:batch_size_suggestion",
        "ml-model:type", "ml-model:learning_approach", "ml-model:prediction_type", "ml-model:architecture", "ml-model:training-processor-type",
        "sci:doi", "sci:citation", "sci:publications", "file:size", "made-up:field",
    ];

    private static readonly string[] s_fields = [.. EarthObservation.Extensions.Concat(DataDescription.Extensions).SelectMany(extension => extension.Fields.Keys).Concat(s_keys).Distinct()];

    private static readonly string[] s_urls = [.. EarthObservation.Extensions.Concat(DataDescription.Extensions).Select(extension => extension.Url)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Items_of_any_front_matter_satisfy_the_schemas(int seed)
    {
#pragma warning disable CA5394 // Reproducible on purpose.
        var random = new Random(seed);
#pragma warning restore CA5394
        var items = new List<StacItem>();
        for (var round = 0; round < Rounds; round++)
        {
            var project = Build.Project("README.md", "m.onnx", "a.tif", "LICENSE") with
            {
                Topics = round % 3 == 0 ? ["sharinghub:dataset"] : round % 3 == 1 ? ["sharinghub:aimodel"] : ["sharinghub:aimodel", "sharinghub:dataset"],
                Files = [.. new[] { "README.md", "a.tif" }.Concat(round % 2 == 0 ? ["m.onnx"] : []).Select(path => new ProjectFile(path, 42))],
            };
            items.AddRange(Build.Items($"---\n{FrontMatter(random)}\n---\n# Text\n", project).Items);
        }

        Assert.All(items, StacRules.Check);
        await Schemas.CheckAsync(items, [], TestContext.Current.CancellationToken);
    }

    private static string FrontMatter(Random random)
    {
        // JSON is YAML: what is built as JSON arrives as it was meant.
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (Next(random, 2) == 0)
            {
                writer.WriteStartObject("extensions");
                for (var count = Next(random, 4); count >= 0; count--)
                {
                    var url = s_urls[Next(random, s_urls.Length)];
                    writer.WriteString(Next(random, 8) == 0 ? "made-up" : Prefix(url) ?? $"p{count}", url);
                }

                writer.WriteEndObject();
            }

            foreach (var field in Enumerable.Range(0, 1 + Next(random, 12)).Select(_ => s_fields[Next(random, s_fields.Length)]).Distinct())
            {
                writer.WritePropertyName(field);
                Value(writer, random, field, 0);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string? Prefix(string url) => StacExtensions.ByUrl(url)?.Prefix is { Length: > 0 } prefix ? prefix[..^1] : null;

    private static void Value(Utf8JsonWriter writer, Random random, string field, int depth)
    {
        // Half of the time what the field is made for, so that the rules behind the first one are reached.
        if (depth == 0 && Next(random, 2) == 0 && Sample(field) is { } sample)
        {
            writer.WriteRawValue(sample);
            return;
        }

        switch (Next(random, depth > 3 ? 5 : 8))
        {
            case 0:
                writer.WriteNullValue();
                break;
            case 1:
                writer.WriteBooleanValue(Next(random, 2) == 0);
                break;
            case 2:
                writer.WriteNumberValue(Next(random, 400) - 100);
                break;
            case 3:
                writer.WriteRawValue((Next(random, 1000) / 7.0).ToString("R", CultureInfo.InvariantCulture));
                break;
            case 4:
                writer.WriteStringValue(s_words[Next(random, s_words.Length)]);
                break;
            case 5 or 6:
                writer.WriteStartArray();
                for (var count = Next(random, 7); count > 0; count--)
                {
                    Value(writer, random, field, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (var member in Enumerable.Range(0, Next(random, 5)).Select(_ => s_members[Next(random, s_members.Length)]).Distinct())
                {
                    writer.WritePropertyName(member);
                    Value(writer, random, field, depth + 1);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static string? Sample(string field) => field switch
    {
        "eo:bands" => """[{"name":"B4","common_name":"red","center_wavelength":0.66}]""",
        "bands" => """[{"name":"vv","gsd":10,"eo:common_name":"red","raster:scale":"x"},{"name":"vh","eo:common_name":"violet"}]""",
        "raster:bands" => """[{"data_type":"uint8","nodata":"nan","statistics":{"mean":1}}]""",
        "label:classes" => """[{"name":"class","classes":["water","land"]}]""",
        "label:properties" => """["class"]""",
        "label:description" => "\"Labels\"",
        "label:type" => "\"vector\"",
        "label:overviews" => """[{"property_key":"class","counts":[{"name":"water","count":3}]}]""",
        "proj:geometry" => """{"type":"Polygon","coordinates":[[[500000,1],[500000,2],[600000,2],[500000,1]]]}""",
        "proj:centroid" => """{"lat":1,"lon":2}""",
        "proj:transform" => "[1,0,0,0,1,0]",
        "sar:polarizations" => """["VV","VH"]""",
        "classification:classes" => """[{"value":0,"name":"dry"},{"value":1,"name":"wet","color_hint":"0000FF"}]""",
        "cube:dimensions" => """{"x":{"type":"spatial","axis":"x","extent":[1,2]},"t":{"type":"temporal","extent":["2020-01-01T00:00:00Z",null]},"b":{"type":"bands","values":["a"]}}""",
        "cube:variables" => """{"v":{"dimensions":["x"],"type":"data","unit":"K"}}""",
        "processing:software" => """{"SNAP":"9"}""",
        "mlm:input" => """[{"name":"x","bands":["vv"],"input":{"shape":[-1,2],"dim_order":["batch","bands"],"data_type":"float32"}},{"name":"y","variables":["v"],"input":{"shape":[1],"dim_order":["variables"],"data_type":"uint8"}}]""",
        "mlm:output" => """[{"name":"y","tasks":["detection"],"bands":["vv"],"result":{"shape":[1],"dim_order":["class"],"data_type":"uint8"}}]""",
        "mlm:tasks" => """["detection"]""",
        "mlm:name" => "\"some model\"",
        "providers" => """[{"name":"A","roles":["producer"]}]""",
        "links" => """[{"rel":"source","href":"https://x/y","label:assets":"a","version":5,"eo:x":1,"mlm:name":5}]""",
        "assets" => """["*.tif",{"key":"k","href":"https://x/y.pt","roles":["mlm:model"]}]""",
        "extent" => """{"spatial":[-66.59,17.98,-66.64,18.03],"temporal":[2020,null]}""",
        "statistics" => """{"mean":1,"count":3}""",
        "sci:publications" => """[{"doi":"10.1000/x","citation":"A"}]""",
        _ => null,
    };

#pragma warning disable CA5394 // Reproducible on purpose.
    private static int Next(Random random, int below) => random.Next(below);
#pragma warning restore CA5394
}
