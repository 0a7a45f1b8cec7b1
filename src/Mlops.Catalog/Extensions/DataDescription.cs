using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Catalog.Items;
using static Mlops.Catalog.Extensions.Shapes;

namespace Mlops.Catalog.Extensions;

/// <summary>
/// Extensions about what data holds and how it was made: raster, classification, table, datacube, processing, version, timestamps.
/// </summary>
internal static partial class DataDescription
{
    private static readonly Shape s_noData = Either(Number, OneOf("nan", "inf", "-inf"));

    private static readonly Shape s_histogram = Fields(
        new Dictionary<string, Shape> { ["count"] = Number, ["min"] = Number, ["max"] = Number, ["buckets"] = ListOf(Integer, 3) },
        ["count", "min", "max", "buckets"],
        closed: true);

    private static readonly Dictionary<string, Shape> s_raster = new()
    {
        ["raster:bits_per_sample"] = Integer,
        ["raster:sampling"] = OneOf("area", "point"),
        ["raster:scale"] = Number,
        ["raster:offset"] = Number,
        ["raster:spatial_resolution"] = Number,
        ["raster:histogram"] = s_histogram,
    };

    private static readonly Shape s_class = Fields(
        new Dictionary<string, Shape>
        {
            ["value"] = Integer,
            ["name"] = Like(ClassName()),
            ["title"] = Text,
            ["description"] = Text,
            ["color_hint"] = Like(Color()),
            ["nodata"] = Flag,
        },
        ["value", "name"]);

    private static readonly Shape s_classes = ListOf(s_class, 1, unique: true);

    private static readonly Dictionary<string, Shape> s_version = new() { ["version"] = Text, ["deprecated"] = Flag, ["experimental"] = Flag };

    private static readonly Dictionary<string, Shape> s_timestamps = new() { ["published"] = Instant, ["unpublished"] = Instant, ["expires"] = Instant };

    public static IReadOnlyList<StacExtension> Extensions { get; } =
    [
        new("raster", "v1.1.0", "raster:", new Dictionary<string, Shape> { ["raster:bands"] = ListOf(RasterBand(), 1) }) { AssetFields = ["raster:bands"] },
        new("raster", "v2.0.0", "raster:", s_raster) { RequiresAny = true, BandFields = s_raster },
        new("classification", "v1.1.0", "classification:", new Dictionary<string, Shape>
        {
            ["classification:classes"] = s_classes,
            ["classification:bitfields"] = ListOf(
                Fields(
                    new Dictionary<string, Shape>
                    {
                        ["offset"] = IntegerFrom(0),
                        ["length"] = IntegerFrom(1),
                        ["classes"] = s_classes,
                        ["roles"] = ListOf(Text, 1, unique: true),
                        ["description"] = Text,
                        ["name"] = Text,
                    },
                    ["offset", "length", "classes"]),
                1,
                unique: true),
        }),
        new("table", "v1.2.0", "table:", new Dictionary<string, Shape>
        {
            ["table:tables"] = ListOf(Fields(new Dictionary<string, Shape> { ["name"] = Text, ["description"] = Text }, ["name"])),
            ["table:columns"] = ListOf(Fields(new Dictionary<string, Shape> { ["name"] = Text, ["description"] = Text, ["type"] = Text }, ["name"])),
            ["table:primary_geometry"] = Text,
            ["table:row_count"] = Number,
        }),
        new("datacube", "v2.3.0", "cube:", new Dictionary<string, Shape> { ["cube:dimensions"] = MapOf(Dimension), ["cube:variables"] = MapOf(Variable()) })
        {
            Required = ["cube:dimensions"],
        },
        new("processing", "v1.2.0", "processing:", new Dictionary<string, Shape>
        {
            ["processing:expression"] = Fields(new Dictionary<string, Shape> { ["format"] = Text }, ["format", "expression"]),
            ["processing:lineage"] = Text,
            ["processing:level"] = Text,
            ["processing:facility"] = Text,
            ["processing:version"] = Text,
            ["processing:datetime"] = Instant,
            ["processing:software"] = MapOf(Text),
        })
        { RequiresAny = true },
        new("version", "v1.2.0", "", s_version) { LinkFields = s_version },
        new("timestamps", "v1.1.0", "", s_timestamps) { LinkFields = s_timestamps },
    ];

    // The classification extension looks into these bands as well, and refuses fields of its own that it does not know there.
    private static Shape RasterBand() => Both(
        value => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member =>
            !member.Name.StartsWith("classification:", StringComparison.Ordinal) || member.Name == "classification:classes"),
        RasterBandFields());

    private static Shape RasterBandFields() => Fields(
        new Dictionary<string, Shape>
        {
            ["data_type"] = CommonMetadata.IsDataType,
            ["unit"] = Text,
            ["bits_per_sample"] = Integer,
            ["sampling"] = OneOf("area", "point"),
            ["nodata"] = s_noData,
            ["scale"] = Number,
            ["offset"] = Number,
            ["spatial_resolution"] = Number,
            ["statistics"] = Fields(
                new Dictionary<string, Shape> { ["mean"] = Number, ["minimum"] = Number, ["maximum"] = Number, ["stddev"] = Number, ["valid_percent"] = Number },
                closed: true,
                filled: true),
            ["histogram"] = s_histogram,
            ["classification:classes"] = s_classes,
        },
        filled: true);

    private static bool Dimension(JsonElement value)
    {
        var open = ListOf(Either(Number, Null), 2, 2);
        var values = ListOf(Either(Number, Text), 1);
        var step = Either(Number, Null);
        var reference = Either(Text, IntegerFrom(0));
        return JsonValues.Member(value, "type") is { ValueKind: JsonValueKind.String } type && type.GetString() switch
        {
            "spatial" when IsAxis("x") || IsAxis("y") => Fits(
                value, ["extent"], [], ("extent", ListOf(Number, 2, 2)), ("values", ListOf(Number, 1)), ("step", step), ("reference_system", reference)),
            "spatial" when IsAxis("z") => Fits(
                value, [], ["extent", "values"], ("extent", open), ("values", values), ("step", step), ("unit", Text), ("reference_system", reference)),
            "spatial" => false,
            "geometry" => Fits(
                value, ["bbox"], [], ("axes", ListOf(OneOf("x", "y", "z"), unique: true)), ("bbox", Box), ("values", ListOf(Text, 1)), ("reference_system", reference),
                ("geometry_types", ListOf(OneOf("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"), unique: true))),
            "temporal" when JsonValues.Member(value, "axis") is null => Fits(
                value, ["extent"], [], ("extent", ListOf(Either(Text, Null), 2, 2)), ("values", ListOf(Text, 1)), ("step", Either(Text, Null))),
            "temporal" => false,
            _ when JsonValues.Member(value, "axis") is null => Fits(
                value, [], ["extent", "values"], ("extent", open), ("values", values), ("step", step), ("unit", Text), ("reference_system", Text), ("dimensions", ListOf(Text))),
            _ => false,
        };

        bool IsAxis(string name) => JsonValues.Member(value, "axis") is { ValueKind: JsonValueKind.String } axis && axis.ValueEquals(name);
    }

    private static bool Fits(JsonElement value, string[] required, string[] either, params (string Name, Shape Shape)[] members)
    {
        var shapes = members.ToDictionary(member => member.Name, member => member.Shape);
        shapes["description"] = Text;
        return Fields(shapes, required)(value) && (either.Length == 0 || Array.Exists(either, name => JsonValues.Member(value, name) is not null));
    }

    private static Shape Variable() => Fields(
        new Dictionary<string, Shape>
        {
            ["variable_type"] = OneOf("data", "auxiliary"),
            ["description"] = Text,
            ["dimensions"] = ListOf(Text),
            ["values"] = ListOf(Anything, 1),
            ["extent"] = ListOf(Either(Text, Number, Null), 2, 2),
            ["unit"] = Text,
            ["nodata"] = s_noData,
            ["data_type"] = CommonMetadata.IsDataType,
        },
        ["dimensions"]);

    [GeneratedRegex(@"^[0-9A-Za-z_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClassName();

    [GeneratedRegex(@"^[0-9A-Fa-f]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Color();
}
