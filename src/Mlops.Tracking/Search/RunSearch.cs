using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Search;

/// <summary>The language of rpc <c>searchRuns</c>.</summary>
internal static class RunSearch
{
    /// <summary><c>max_results</c>: 1000 unless told otherwise, at most 50000.</summary>
    public static PageLimit MaxResults { get; } = new(1000, 50_000, PageLimitTexts.Schema);

    /// <summary>
    /// Parses a filter on metrics, parameters, tags, input datasets and the attributes <c>run_id</c>, <c>run_name</c>,
    /// <c>user_id</c>, <c>status</c>, <c>artifact_uri</c>, <c>start_time</c> and <c>end_time</c> (times in milliseconds).
    /// </summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) =>
        FilterParser.Parse(filter, RunRules.Instance) is { IsEmpty: false } comparisons ? new SearchFilter(comparisons) : SearchFilter.Empty;

    /// <summary>
    /// Parses <c>order_by</c> and completes it to a total order: <c>start_time DESC</c>, then <c>run_id</c>, unless given.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<OrderBy> ParseOrderBy(IReadOnlyList<string>? clauses) => OrderByParser
        .Parse(clauses, RunRules.Instance)
        .Then("start_time", ascending: false)
        .Then("run_id", ascending: true)
        .DrainToImmutable();
}
