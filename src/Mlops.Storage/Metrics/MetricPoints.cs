using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>The order and uniqueness of a series' points.</summary>
internal static class MetricPoints
{
    /// <summary>Sorts by timestamp, step and value and keeps one of equal points.</summary>
    public static void SortDistinct(List<MetricPoint> points)
    {
        if (IsSortedDistinct(points))
        {
            return;
        }

        points.Sort();
        var kept = 0;
        for (var i = 0; i < points.Count; i++)
        {
            if (kept == 0 || points[i].CompareTo(points[kept - 1]) != 0)
            {
                points[kept++] = points[i];
            }
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static bool IsSortedDistinct(List<MetricPoint> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i - 1].CompareTo(points[i]) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
