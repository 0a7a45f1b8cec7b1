namespace Mlops.Tracking.Metrics;

/// <summary>The points of one run that a thinned chart shows.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Points">Its points by step, timestamp and value.</param>
internal sealed record MetricSample(string RunId, IReadOnlyList<MetricPoint> Points);
