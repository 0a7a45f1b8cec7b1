using System.Text.Json;
using Mlops.Catalog.Geometries;
using Mlops.Catalog.Readme;
using Mlops.Stac;
using Mlops.Stac.Search;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mlops.Catalog.Items;

/// <summary>An item's geometry and the box around it.</summary>
/// <param name="Geometry">GeoJSON.</param>
/// <param name="Bbox">Four or six numbers.</param>
internal sealed record ItemFootprint(JsonElement Geometry, IReadOnlyList<double> Bbox)
{
    private const string Field = "extent.spatial";
    private const int MaxWktLength = 64 * 1024;
    private const int MaxWktDepth = 8;

    /// <summary>
    /// Reads <c>extent.spatial</c>: the numbers of a box, or WKT. Null without one: the item has geometry null and no box.
    /// </summary>
    public static ItemFootprint? Of(ReadmeMetadata readme, MetadataWarnings warnings)
    {
        if (readme.SpatialExtent is not { } extent)
        {
            return null;
        }

        try
        {
            return extent.ValueKind switch
            {
                JsonValueKind.Array => FromBox(extent, warnings),
                JsonValueKind.String => FromWkt(extent.GetString()!.Trim(), warnings),
                _ => throw new FormatException("is neither a list of numbers nor WKT"),
            };
        }
        catch (FormatException error)
        {
            warnings.Add(Field, error.Message);
            return null;
        }
    }

    private static ItemFootprint FromBox(JsonElement numbers, MetadataWarnings warnings)
    {
        if (numbers.GetArrayLength() == 1 && numbers[0].ValueKind == JsonValueKind.Array)
        {
            // As a collection writes it: a list of boxes.
            numbers = numbers[0];
        }

        if (!numbers.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number))
        {
            throw new FormatException("has something that is not a number");
        }

        if (!BoundingBox.TryCreate([.. numbers.EnumerateArray().Select(number => number.GetDouble())], out var box, out var error))
        {
            throw new FormatException(error);
        }

        if (box.West - box.East is > 0 and < 180)
        {
            // Across the antimeridian it would be more than half of the globe: west and east are mixed up.
            warnings.Add(Field, "has a west that lies east of its east; the small box between them is taken, not the one around the globe");
            box = box with { West = box.East, East = box.West };
        }

        return new(GeoJson.Write(Shape(box)), box.ToNumbers());
    }

    private static Geometry Shape(BoundingBox box)
    {
        var factory = GeometryFactory.Floating;
        if (!box.CrossesAntimeridian)
        {
            return Part(box.West, box.East);
        }

        // RFC 7946, 3.1.9: what crosses the antimeridian is cut in two there. A part may be flatter than the other, and then adds nothing.
        Geometry[] parts = [Part(box.West, 180), Part(-180, box.East)];
        return factory.BuildGeometry(parts.Where(part => part.Dimension == parts.Max(other => other.Dimension)));

        Geometry Part(double west, double east) => factory.ToGeometry(new Envelope(west, east, box.South, box.North));
    }

    private static ItemFootprint FromWkt(string wkt, MetadataWarnings warnings)
    {
        // The reader descends by recursion, so nesting is bounded before it.
        if (wkt.Length > MaxWktLength || Depth(wkt) > MaxWktDepth)
        {
            throw new FormatException($"is WKT longer than {MaxWktLength} characters or nested deeper than {MaxWktDepth}");
        }

        Geometry geometry;
        try
        {
            geometry = new WKTReader { IsOldNtsCoordinateSyntaxAllowed = false }.Read(wkt);
        }
        catch (Exception error) when (error is ParseException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new FormatException("is not WKT", error);
        }

        if (geometry.SRID is not (-1 or 0 or 4326))
        {
            throw new FormatException("has a coordinate system other than WGS 84");
        }

        if (geometry.IsEmpty)
        {
            throw new FormatException("is an empty geometry");
        }

        var envelope = geometry.EnvelopeInternal;
        if (!BoundingBox.TryCreate([envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY], out var box, out var fault))
        {
            throw new FormatException(fault);
        }

        // The whole is checked before a collection is taken apart.
        GeoJsonShape.Check(GeoJson.Write(geometry));
        return new(GeoJson.Write(geometry.OgcGeometryType == OgcGeometryType.GeometryCollection ? Homogeneous(geometry, box, warnings) : geometry), box.ToNumbers());
    }

    // STAC's items have no GeometryCollection: members of one kind are a Multi… of that kind; others have no common one but the box.
    private static Geometry Homogeneous(Geometry collection, BoundingBox box, MetadataWarnings warnings)
    {
        var members = new List<Geometry>();
        Collect(collection);
        var factory = GeometryFactory.Floating;
        if (members.TrueForAll(member => member.Dimension == members[0].Dimension))
        {
            return members[0] switch
            {
                Point => factory.CreateMultiPoint([.. members.Cast<Point>()]),
                LineString => factory.CreateMultiLineString([.. members.Cast<LineString>()]),
                _ => factory.CreateMultiPolygon([.. members.Cast<Polygon>()]),
            };
        }

        warnings.Add(Field, "is a GeometryCollection of several kinds, which STAC has not; the box around it is taken");
        return Shape(box);

        void Collect(Geometry geometry)
        {
            for (var at = 0; at < geometry.NumGeometries; at++)
            {
                var member = geometry.GetGeometryN(at);
                if (member is GeometryCollection)
                {
                    Collect(member);
                }
                else if (!member.IsEmpty)
                {
                    members.Add(member);
                }
            }
        }
    }

    private static int Depth(string wkt)
    {
        var (depth, deepest) = (0, 0);
        foreach (var letter in wkt)
        {
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}
