using Mlops.Tracking.Access;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Experiments;

/// <summary>A parsed <c>searchExperiments</c> request.</summary>
/// <param name="Filter">The comparisons that must all hold.</param>
/// <param name="OrderBy">The whole order, tie-breakers included, as the search's <c>ParseOrderBy</c> yields it; empty for newest first.
/// What lacks a value comes last.</param>
/// <param name="ViewType">Which lifecycle stages to look at.</param>
/// <param name="MaxResults">Rows per page, 1 to 50,000.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record ExperimentQuery(
    IReadOnlyList<Comparison> Filter,
    IReadOnlyList<OrderBy> OrderBy,
    ViewType ViewType,
    int MaxResults,
    long Offset)
{
    /// <summary>Who reads, so that nothing else is found; null for somebody who may read all of the workspace.</summary>
    public ResourceReader? Reader { get; init; }
}
