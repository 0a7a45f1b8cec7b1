using Mlops.Tracking.Search;

namespace Mlops.Tracking.Traces;

/// <summary>A parsed <c>searchTraces</c> request.</summary>
/// <param name="ExperimentIds">The experiments to look in; none for nothing.</param>
/// <param name="Filter">The comparisons that must all hold; those on spans for one and the same span.</param>
/// <param name="OrderBy">The whole order, as <see cref="TraceSearch.ParseOrderBy"/> yields it.</param>
/// <param name="MaxResults">Rows per page.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record TraceQuery(
    IReadOnlyList<string> ExperimentIds, IReadOnlyList<Comparison> Filter, IReadOnlyList<OrderBy> OrderBy, int MaxResults, long Offset);
