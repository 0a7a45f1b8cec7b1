namespace Mlops.Tracking.Traces;

/// <summary>How many traces satisfy two filters.</summary>
/// <param name="Total">Traces in all.</param>
/// <param name="First">Those that satisfy the first filter.</param>
/// <param name="Second">Those that satisfy the second filter.</param>
/// <param name="Joint">Those that satisfy both.</param>
internal sealed record FilterCounts(long Total, long First, long Second, long Joint);
