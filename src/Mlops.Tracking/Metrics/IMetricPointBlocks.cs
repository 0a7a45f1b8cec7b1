namespace Mlops.Tracking.Metrics;

/// <summary>
/// A history whose points lie side by side in blocks; reading them one by one through a list's indexer costs more than formatting them.
/// </summary>
internal interface IMetricPointBlocks
{
    /// <summary>The points from an index to the end of the block that it lies in; valid until the next call.</summary>
    /// <param name="index">The index of a point.</param>
    ReadOnlySpan<MetricPoint> BlockFrom(int index);
}
