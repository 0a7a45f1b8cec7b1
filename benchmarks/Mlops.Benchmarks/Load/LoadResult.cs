namespace Mlops.Benchmarks.Load;

/// <summary>What a scenario yielded.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Generator">What sent the requests.</param>
/// <param name="Counts">What it counted.</param>
/// <param name="ProcessorMicroseconds">What the host's processors spent on an answer, where the host is known.</param>
/// <param name="Memory">The host's resident memory afterwards in MB, where the host is known.</param>
internal sealed record LoadResult(LoadScenario Scenario, string Generator, LoadCounts Counts, double? ProcessorMicroseconds, long? Memory);
