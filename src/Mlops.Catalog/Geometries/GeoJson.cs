using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Stac;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Mlops.Catalog.Geometries;

/// <summary>GeoJSON geometries (RFC 7946) to NetTopologySuite's and back.</summary>
public static class GeoJson
{
    private static readonly JsonSerializerOptions s_options = new();

    private static readonly JsonConverter<Geometry> s_converter =
        (JsonConverter<Geometry>)new GeoJsonConverterFactory(GeometryFactory.Floating).CreateConverter(typeof(Geometry), s_options)!;

    /// <summary>Reads a geometry of any of the seven types.</summary>
    /// <param name="json">The GeoJSON object.</param>
    /// <exception cref="FormatException">It is not a GeoJSON geometry in WGS 84.</exception>
    public static Geometry Read(JsonElement json)
    {
        GeoJsonShape.Check(json);
        try
        {
            var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(json, StacJsonContext.Default.JsonElement));
            reader.Read();
            return s_converter.Read(ref reader, typeof(Geometry), s_options) ?? throw new FormatException("is not a GeoJSON geometry");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new FormatException("is not a GeoJSON geometry", error);
        }
    }

    /// <summary>Writes a geometry.</summary>
    /// <param name="geometry">The geometry in WGS 84.</param>
    public static JsonElement Write(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            s_converter.Write(writer, geometry, s_options);
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.Clone();
    }
}
