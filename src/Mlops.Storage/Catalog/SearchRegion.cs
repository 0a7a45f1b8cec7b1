using System.Text.Json;
using Mlops.Catalog.Geometries;
using Mlops.Stac.Search;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace Mlops.Storage.Catalog;

/// <summary>
/// The place a search asks for, as parts in a spatial index: a caller may send very many, and every candidate is held against them.
/// Prepared geometries never node a shape with itself, so that a shape made to cross itself costs no more than another.
/// </summary>
internal sealed class SearchRegion
{
    private static readonly GeometryFactory Factory = GeometryFactory.Floating;
    private readonly STRtree<Lazy<IPreparedGeometry>> _parts = new();

    private SearchRegion(IReadOnlyList<Geometry> parts, IReadOnlyList<Envelope> boxes, bool isBoxes)
    {
        foreach (var part in parts)
        {
            _parts.Insert(part.EnvelopeInternal, new(() => PreparedGeometryFactory.Prepare(part)));
        }

        _parts.Build();
        Boxes = boxes;
        IsBoxes = isBoxes;
    }

    /// <summary>One or two boxes that hold the region; neither crosses the antimeridian.</summary>
    public IReadOnlyList<Envelope> Boxes { get; }

    /// <summary>Whether the region is just those boxes.</summary>
    public bool IsBoxes { get; }

    /// <summary>The region of a search; null when it asks for none.</summary>
    public static SearchRegion? Of(CatalogSearch search)
    {
        if (search.Bbox is { } box)
        {
            List<Envelope> boxes = box.CrossesAntimeridian
                ? [new(box.West, 180, box.South, box.North), new(-180, box.East, box.South, box.North)]
                : [new(box.West, box.East, box.South, box.North)];
            return new([.. boxes.Select(Factory.ToGeometry)], boxes, isBoxes: true);
        }

        if (search.Intersects is not { } json)
        {
            return null;
        }

        var geometry = Read(json);
        var parts = new List<Geometry>();
        Flatten(geometry, parts);
        return new(parts, [geometry.EnvelopeInternal], isBoxes: false);
    }

    /// <summary>Whether a shape and the region share a point.</summary>
    public bool Meets(Geometry shape)
    {
        foreach (var part in _parts.Query(shape.EnvelopeInternal))
        {
            if (part.Value.Intersects(shape))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The geometry of <c>intersects</c>.</summary>
    /// <exception cref="InvalidSearchException">It is not a GeoJSON geometry.</exception>
    public static Geometry Read(JsonElement json)
    {
        try
        {
            return GeoJson.Read(json);
        }
        catch (FormatException error)
        {
            throw new InvalidSearchException("intersects", error.Message);
        }
    }

    private static void Flatten(Geometry geometry, List<Geometry> parts)
    {
        if (geometry is not GeometryCollection)
        {
            if (!geometry.IsEmpty)
            {
                parts.Add(geometry);
            }

            return;
        }

        for (var i = 0; i < geometry.NumGeometries; i++)
        {
            Flatten(geometry.GetGeometryN(i), parts);
        }
    }
}
