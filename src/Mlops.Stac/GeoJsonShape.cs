using System.Text.Json;

namespace Mlops.Stac;

/// <summary>The rules of RFC 7946 that a lenient reader passes over: types, nesting, positions, closed rings, bounds.</summary>
internal static class GeoJsonShape
{
    private const int MaxPositions = 100_000;
    private const int MaxCollectionDepth = 4;

    public static void Check(JsonElement json)
    {
        var positions = 0;
        Geometry(json, 0, ref positions);
    }

    private static void Geometry(JsonElement json, int depth, ref int positions)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw new FormatException("is not a GeoJSON geometry: an object with a type is expected");
        }

        var name = type.GetString();
        if (name == "GeometryCollection")
        {
            if (depth >= MaxCollectionDepth || !json.TryGetProperty("geometries", out var members) || members.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException($"has a GeometryCollection without geometries or nested deeper than {MaxCollectionDepth}");
            }

            foreach (var member in members.EnumerateArray())
            {
                Geometry(member, depth + 1, ref positions);
            }

            return;
        }

        var levels = name switch
        {
            "Point" => 0,
            "MultiPoint" or "LineString" => 1,
            "MultiLineString" or "Polygon" => 2,
            "MultiPolygon" => 3,
            _ => throw new FormatException("has a type that is not a GeoJSON geometry"),
        };
        if (!json.TryGetProperty("coordinates", out var coordinates))
        {
            throw new FormatException("has a geometry without coordinates");
        }

        Coordinates(coordinates, levels, name is "Polygon" or "MultiPolygon", name is "LineString" or "MultiLineString", ref positions);
    }

    private static void Coordinates(JsonElement json, int levels, bool rings, bool lines, ref int positions)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0)
        {
            throw new FormatException("has coordinates that are not arrays of the depth of its type, or empty");
        }

        if (levels == 0)
        {
            Position(json, ref positions);
            return;
        }

        foreach (var member in json.EnumerateArray())
        {
            Coordinates(member, levels - 1, rings, lines, ref positions);
        }

        if (levels == 1 && rings && (json.GetArrayLength() < 4 || !SamePosition(json[0], json[json.GetArrayLength() - 1])))
        {
            throw new FormatException("has a ring with fewer than four positions or that is not closed");
        }

        if (levels == 1 && lines && json.GetArrayLength() < 2)
        {
            throw new FormatException("has a line with fewer than two positions");
        }
    }

    private static void Position(JsonElement json, ref int positions)
    {
        if (++positions > MaxPositions)
        {
            throw new FormatException($"has more than {MaxPositions} positions");
        }

        var length = json.GetArrayLength();
        if (length is < 2 or > 4 || !json.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number && double.IsFinite(number.GetDouble())))
        {
            throw new FormatException("has a position that is not two or three finite numbers");
        }

        if (Math.Abs(json[0].GetDouble()) > 180 || Math.Abs(json[1].GetDouble()) > 90)
        {
            throw new FormatException("has a position outside longitude -180 to 180 and latitude -90 to 90");
        }
    }

    private static bool SamePosition(JsonElement first, JsonElement last) =>
        first.GetArrayLength() == last.GetArrayLength()
        && first.EnumerateArray().Zip(last.EnumerateArray()).All(pair => pair.First.GetDouble() == pair.Second.GetDouble());
}
