namespace Mlops.Tracking.Runs;

/// <summary>The answer of rpcs <c>createRun</c> and <c>getRun</c>.</summary>
/// <param name="Run">The run.</param>
internal sealed record RunResponse(Run Run);

/// <summary>The answer of rpc <c>updateRun</c>.</summary>
/// <param name="RunInfo">The run's info after the change.</param>
internal sealed record UpdateRunResponse(RunInfo RunInfo);

/// <summary>The answer of rpc <c>searchRuns</c>.</summary>
/// <param name="Runs">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchRunsResponse(IReadOnlyList<Run> Runs, string? NextPageToken);
