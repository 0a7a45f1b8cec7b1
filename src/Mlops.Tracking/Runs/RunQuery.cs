using Mlops.Tracking.Search;

namespace Mlops.Tracking.Runs;

/// <summary>A parsed <c>searchRuns</c> request.</summary>
/// <param name="ExperimentIds">The experiments to look in.</param>
/// <param name="Filter">The comparisons that must all hold.</param>
/// <param name="OrderBy">The whole order, tie-breakers included, as the search's <c>ParseOrderBy</c> yields it; empty for newest first.
/// What lacks a value comes last.</param>
/// <param name="ViewType">Which lifecycle stages to look at.</param>
/// <param name="MaxResults">Rows per page, 1 to 50,000.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record RunQuery(
    IReadOnlyList<string> ExperimentIds,
    IReadOnlyList<Comparison> Filter,
    IReadOnlyList<OrderBy> OrderBy,
    ViewType ViewType,
    int MaxResults,
    long Offset);
