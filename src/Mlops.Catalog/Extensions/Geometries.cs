using System.Text.Json;
using Mlops.Catalog.Items;

namespace Mlops.Catalog.Extensions;

/// <summary>GeoJSON geometries in any coordinate system, whose positions are thus not bounded.</summary>
internal static class Geometries
{
    private const int MaxDepth = 4;

    public static bool IsGeoJson(JsonElement value) => IsGeometry(value, 0);

    private static bool IsGeometry(JsonElement value, int depth)
    {
        if (depth > MaxDepth || JsonValues.Member(value, "type") is not { ValueKind: JsonValueKind.String } type)
        {
            return false;
        }

        if (JsonValues.Member(value, "bbox") is { } box && !(Shapes.ListOf(Shapes.Number, 4)(box)))
        {
            return false;
        }

        if (type.GetString() == "GeometryCollection")
        {
            return JsonValues.Member(value, "geometries") is { ValueKind: JsonValueKind.Array } members
                && members.EnumerateArray().All(member => IsGeometry(member, depth + 1));
        }

        return JsonValues.Member(value, "coordinates") is { } coordinates && type.GetString() switch
        {
            "Point" => IsPosition(coordinates),
            "MultiPoint" => Shapes.ListOf(IsPosition)(coordinates),
            "LineString" => Shapes.ListOf(IsPosition, 2)(coordinates),
            "MultiLineString" => Shapes.ListOf(Shapes.ListOf(IsPosition, 2))(coordinates),
            "Polygon" => Shapes.ListOf(Shapes.ListOf(IsPosition, 4))(coordinates),
            "MultiPolygon" => Shapes.ListOf(Shapes.ListOf(Shapes.ListOf(IsPosition, 4)))(coordinates),
            _ => false,
        };
    }

    private static bool IsPosition(JsonElement value) => Shapes.ListOf(Shapes.Number, 2)(value);
}
