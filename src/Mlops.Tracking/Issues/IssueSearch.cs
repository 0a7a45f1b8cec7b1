using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Issues;

/// <summary>The language of rpc <c>searchIssues</c>.</summary>
internal static class IssueSearch
{
    /// <summary><c>max_results</c>: 100 unless told otherwise, at most 50000.</summary>
    public static PageLimit MaxResults { get; } = new(100, 50_000, PageLimitTexts.Plain);

    /// <summary>Parses a filter on <c>status</c> and <c>source_run_id</c> by <c>=</c> and <c>!=</c>.</summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <returns>The comparisons.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) =>
        FilterParser.Parse(filter, IssueFilterRules.Instance) is { IsEmpty: false } comparisons ? new SearchFilter(comparisons) : SearchFilter.Empty;
}
