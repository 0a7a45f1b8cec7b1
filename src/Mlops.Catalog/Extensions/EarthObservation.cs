using System.Text.Json;
using System.Text.RegularExpressions;
using static Mlops.Catalog.Extensions.Shapes;

namespace Mlops.Catalog.Extensions;

/// <summary>Extensions about how and where data was taken: eo, label, projection, view, sat, sar, grid.</summary>
internal static partial class EarthObservation
{
    private static readonly string[] s_commonNames =
    [
        "coastal", "blue", "green", "red", "rededge", "yellow", "pan", "nir", "nir08", "nir09", "cirrus", "swir16", "swir22", "lwir", "lwir11", "lwir12",
    ];

    private static readonly Shape s_share = NumberIn(0, 100);

    private static readonly Shape s_texts = ListOf(Text);

    private static readonly Dictionary<string, Shape> s_eoBand = new()
    {
        ["eo:cloud_cover"] = s_share,
        ["eo:snow_cover"] = s_share,
        ["eo:common_name"] = OneOf([.. s_commonNames, "green05", "rededge071", "rededge075", "rededge078"]),
        ["eo:center_wavelength"] = Number,
        ["eo:full_width_half_max"] = Number,
        ["eo:solar_illumination"] = NumberIn(0),
    };

    private static readonly Dictionary<string, Shape> s_projection = new()
    {
        ["proj:wkt2"] = Either(Text, Null),

        // An object is judged by a schema of many thousand lines, which is not known here.
        ["proj:projjson"] = Null,
        ["proj:geometry"] = Geometries.IsGeoJson,
        ["proj:bbox"] = Box,
        ["proj:centroid"] = Fields(new Dictionary<string, Shape> { ["lat"] = NumberIn(-90, 90), ["lon"] = NumberIn(-180, 180) }, ["lat", "lon"]),
        ["proj:shape"] = ListOf(Integer, 2, 2),
        ["proj:transform"] = value => ListOf(Number, 6, 9)(value) && value.GetArrayLength() is 6 or 9,
    };

    public static IReadOnlyList<StacExtension> Extensions { get; } =
    [
        new("eo", "v1.1.0", "eo:", new Dictionary<string, Shape>
        {
            ["eo:cloud_cover"] = s_share,
            ["eo:snow_cover"] = s_share,
            ["eo:bands"] = ListOf(
                Fields(
                    new Dictionary<string, Shape>
                    {
                        ["name"] = Text,
                        ["common_name"] = OneOf(s_commonNames),
                        ["description"] = FilledText,
                        ["center_wavelength"] = Number,
                        ["full_width_half_max"] = Number,
                        ["solar_illumination"] = NumberIn(0),
                    },
                    filled: true),
                1),
        })
        { AssetFields = ["eo:bands"] },
        new("eo", "v2.0.0", "eo:", s_eoBand) { RequiresAny = true, BandFields = s_eoBand },
        Label(),
        new("projection", "v1.1.0", "proj:", new Dictionary<string, Shape>(s_projection) { ["proj:epsg"] = Either(Integer, Null) }),
        new("projection", "v2.0.0", "proj:", new Dictionary<string, Shape>(s_projection) { ["proj:code"] = Either(Text, Null) }),
        new("view", "v1.1.0", "view:", new Dictionary<string, Shape>
        {
            ["view:off_nadir"] = NumberIn(0, 90),
            ["view:incidence_angle"] = NumberIn(0, 90),
            ["view:azimuth"] = NumberIn(0, 360),
            ["view:sun_azimuth"] = NumberIn(0, 360),
            ["view:sun_elevation"] = NumberIn(-90, 90),
            ["view:moon_azimuth"] = NumberIn(0, 360),
            ["view:moon_elevation"] = NumberIn(0, 90),
        })
        { RequiresAny = true },
        new("sat", "v1.1.0", "sat:", new Dictionary<string, Shape>
        {
            ["sat:platform_international_designator"] = Text,
            ["sat:orbit_state"] = OneOf("ascending", "descending", "geostationary"),
            ["sat:absolute_orbit"] = IntegerFrom(1),
            ["sat:relative_orbit"] = IntegerFrom(1),
            ["sat:anx_datetime"] = Instant,
            ["sat:orbit_cycle"] = IntegerFrom(1),
        })
        { RequiresAny = true },
        Radar(),
        new("grid", "v1.1.0", "grid:", new Dictionary<string, Shape> { ["grid:code"] = Like(GridCode()) }) { Required = ["grid:code"] },
    ];

    private static StacExtension Label() => new("label", "v1.0.1", "label:", new Dictionary<string, Shape>
    {
        ["label:properties"] = Either(ListOf(Text, 1), Null),
        ["label:classes"] = ListOf(Fields(
            new Dictionary<string, Shape>
            {
                ["name"] = Either(FilledText, Null),

                // An empty list would be both a list of texts and one of numbers, of which the schema wants exactly one.
                ["classes"] = Either(ListOf(Text, 1), ListOf(Number, 1)),
            },
            ["name", "classes"])),
        ["label:description"] = FilledText,
        ["label:type"] = OneOf("raster", "vector"),
        ["label:tasks"] = s_texts,
        ["label:methods"] = s_texts,
        ["label:overviews"] = ListOf(Fields(new Dictionary<string, Shape>
        {
            ["property_key"] = Text,
            ["counts"] = ListOf(Fields(new Dictionary<string, Shape> { ["name"] = Text, ["count"] = Integer })),
            ["statistics"] = ListOf(Fields(new Dictionary<string, Shape> { ["name"] = Text, ["value"] = Number })),
        })),
    })
    {
        Required = ["label:properties", "label:description", "label:type"],
        LinkFields = new Dictionary<string, Shape> { ["label:assets"] = s_texts },
        Rule = LabelClasses,
    };

    // Classes of a raster have no property to be named by, those of features have one.
    private static (string Field, string Reason)? LabelClasses(IReadOnlyDictionary<string, JsonElement> values)
    {
        if (!values.TryGetValue("label:classes", out var classes))
        {
            return null;
        }

        // The schema takes an absent type for a raster.
        var isRaster = !values.TryGetValue("label:type", out var type) || type.GetString() == "raster";
        return classes.EnumerateArray().All(entry => entry.GetProperty("name").ValueKind == JsonValueKind.Null == isRaster)
            ? null
            : ("label:classes", isRaster ? "names a property, which classes of a raster have none of (write null)" : "has classes without the name of their property");
    }

    private static StacExtension Radar() => new("sar", "v1.3.0", "sar:", new Dictionary<string, Shape>
    {
        ["sar:instrument_mode"] = FilledText,
        ["sar:frequency_band"] = OneOf("P", "L", "S", "C", "X", "Ku", "K", "Ka"),
        ["sar:center_frequency"] = Number,
        ["sar:bandwidth"] = Number,
        ["sar:polarizations"] = ListOf(OneOf("HH", "VV", "HV", "VH", "LH", "LV", "RH", "RV", "CH", "CV"), 1, unique: true),
        ["sar:product_type"] = FilledText,
        ["sar:resolution_range"] = NumberIn(0),
        ["sar:resolution_azimuth"] = NumberIn(0),
        ["sar:pixel_spacing_range"] = NumberIn(0),
        ["sar:pixel_spacing_azimuth"] = NumberIn(0),
        ["sar:looks_range"] = IntegerFrom(0),
        ["sar:looks_azimuth"] = IntegerFrom(0),
        ["sar:looks_equivalent_number"] = NumberIn(0),
        ["sar:observation_direction"] = OneOf("left", "right"),
        ["sar:beam_ids"] = s_texts,
    });

    [GeneratedRegex(@"^[A-Z0-9]+-[-_.A-Za-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex GridCode();
}
