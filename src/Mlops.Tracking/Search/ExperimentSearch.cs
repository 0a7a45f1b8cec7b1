using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Search;

/// <summary>The language of rpc <c>searchExperiments</c>.</summary>
internal static class ExperimentSearch
{
    /// <summary><c>max_results</c>: required by MLflow's server, at most 50000.</summary>
    public static PageLimit MaxResults { get; } = new(null, 50_000, PageLimitTexts.Plain);

    /// <summary>
    /// Parses a filter on tags and the attributes <c>name</c>, <c>creation_time</c> and <c>last_update_time</c> (milliseconds).
    /// </summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) =>
        FilterParser.Parse(filter, ExperimentRules.Instance) is { IsEmpty: false } comparisons ? new SearchFilter(comparisons) : SearchFilter.Empty;

    /// <summary>
    /// Parses <c>order_by</c> (<c>name</c>, <c>experiment_id</c>, <c>creation_time</c>, <c>last_update_time</c>) and completes it
    /// to a total order: <c>experiment_id DESC</c> after the given keys, else <c>creation_time DESC, experiment_id ASC</c>.
    /// Experiment ids are ordered as numbers.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<OrderBy> ParseOrderBy(IReadOnlyList<string>? clauses)
    {
        var orders = OrderByParser.Parse(clauses, ExperimentRules.Instance);
        return orders.Count == 0
            ? orders.Then("creation_time", ascending: false).Then("experiment_id", ascending: true).DrainToImmutable()
            : orders.Then("experiment_id", ascending: false).DrainToImmutable();
    }
}
