using Mlops.Stac.Search;
using NetTopologySuite.Geometries;

namespace Mlops.Storage.Catalog;

/// <summary>A box around a shape, taken from the shape itself, since a search must miss nothing that a stated box leaves out.</summary>
/// <param name="West">The western edge; greater than <paramref name="East"/> when the box crosses the antimeridian.</param>
/// <param name="South">The southern edge.</param>
/// <param name="East">The eastern edge.</param>
/// <param name="North">The northern edge.</param>
/// <param name="IsShape">Whether the shape fills the box.</param>
internal sealed record ItemBox(double West, double South, double East, double North, bool IsShape)
{
    /// <summary>The box of a shape that is not empty.</summary>
    /// <param name="geometry">The shape.</param>
    /// <param name="stated">The box that the item states; it tells whether parts at both ends of the map are neighbours.</param>
    public static ItemBox Of(Geometry geometry, BoundingBox? stated)
    {
        var all = geometry.EnvelopeInternal;
        if (stated is { CrossesAntimeridian: true } && geometry.NumGeometries > 1)
        {
            double west = double.PositiveInfinity, east = double.NegativeInfinity;
            for (var i = 0; i < geometry.NumGeometries; i++)
            {
                var part = geometry.GetGeometryN(i).EnvelopeInternal;
                if (part.MinX + part.MaxX >= 0)
                {
                    west = Math.Min(west, part.MinX);
                }
                else
                {
                    east = Math.Max(east, part.MaxX);
                }
            }

            if (double.IsFinite(west) && double.IsFinite(east) && west > east)
            {
                return new(west, all.MinY, east, all.MaxY, IsShape: false);
            }
        }

        return new(all.MinX, all.MinY, all.MaxX, all.MaxY, geometry.OgcGeometryType == OgcGeometryType.Point || geometry.IsRectangle);
    }
}
