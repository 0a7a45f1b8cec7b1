namespace Mlops.Benchmarks.Load;

/// <summary>What a scenario yielded.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Rate">Answers per second.</param>
/// <param name="Median">The median latency in milliseconds.</param>
/// <param name="P99">The latency in milliseconds that one in a hundred exceeds.</param>
/// <param name="Failures">Answers other than 200.</param>
/// <param name="ProcessorMicroseconds">What the host's processors spent on an answer, where the host is known.</param>
/// <param name="Memory">The host's resident memory afterwards in MB, where the host is known.</param>
internal sealed record LoadResult(LoadScenario Scenario, double Rate, double Median, double P99, int Failures, double? ProcessorMicroseconds, long? Memory);
