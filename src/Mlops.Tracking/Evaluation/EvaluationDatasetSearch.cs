using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Evaluation;

/// <summary>The language of rpc <c>searchEvaluationDatasets</c>.</summary>
internal static class EvaluationDatasetSearch
{
    /// <summary><c>max_results</c>: 1000 unless told otherwise, at most 50000.</summary>
    public static PageLimit MaxResults { get; } = new(1000, 50_000, PageLimitTexts.Plain);

    /// <summary>
    /// Parses a filter on tags and the attributes <c>name</c>, <c>created_by</c>, <c>last_updated_by</c>, <c>created_time</c> and
    /// <c>last_update_time</c> (milliseconds).
    /// </summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <returns>The comparisons.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) =>
        FilterParser.Parse(filter, EvaluationDatasetRules.Instance) is { IsEmpty: false } comparisons ? new SearchFilter(comparisons) : SearchFilter.Empty;

    /// <summary>
    /// Parses <c>order_by</c> (<c>name</c>, <c>created_time</c>, <c>last_update_time</c>) and completes it to a total order:
    /// <c>created_time DESC</c> when nothing is given, and <c>dataset_id DESC</c> at the end.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <returns>The whole order.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<OrderBy> ParseOrderBy(IReadOnlyList<string>? clauses)
    {
        var orders = OrderByParser.Parse(clauses, EvaluationDatasetRules.Instance);
        return (orders.Count == 0 ? orders.Then("created_time", ascending: false) : orders).Then("dataset_id", ascending: false).DrainToImmutable();
    }
}
