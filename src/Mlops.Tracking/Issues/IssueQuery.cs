using Mlops.Tracking.Access;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Issues;

/// <summary>A parsed <c>searchIssues</c> request.</summary>
/// <param name="ExperimentId">The experiment, or null for all of the workspace.</param>
/// <param name="Filter">The comparisons that must all hold.</param>
/// <param name="IncludeTraceCount">Whether to count traces; issues of one severity are then ordered by it.</param>
/// <param name="MaxResults">Rows per page.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record IssueQuery(string? ExperimentId, IReadOnlyList<Comparison> Filter, bool IncludeTraceCount, int MaxResults, long Offset)
{
    /// <summary>Who reads, so that nothing else is found; null for somebody who may read all of the workspace.</summary>
    public ResourceReader? Reader { get; init; }
}
