using Mlops.Tracking.Search;

namespace Mlops.Tracking.LoggedModels;

/// <summary>A parsed <c>searchLoggedModels</c> request.</summary>
/// <param name="Pages">Makes the tokens of this search's pages; it holds the experiments to look in.</param>
/// <param name="Filter">The comparisons that must all hold; one on a metric holds if any logged point satisfies it.</param>
/// <param name="Datasets">Only points measured on one of these count for the filter, and a model needs such a point; none for all
/// points.</param>
/// <param name="OrderBy">The whole order, as <see cref="LoggedModelSearch.ParseOrderBy"/> yields it.</param>
/// <param name="MaxResults">Rows per page.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record LoggedModelQuery(
    LoggedModelPageToken Pages,
    IReadOnlyList<Comparison> Filter,
    IReadOnlyList<LoggedModelDataset> Datasets,
    IReadOnlyList<LoggedModelOrder> OrderBy,
    int MaxResults,
    long Offset);
