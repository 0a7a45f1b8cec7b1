using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Search;

/// <summary>The language of rpc <c>searchModelVersions</c>.</summary>
internal static class ModelVersionSearch
{
    /// <summary><c>max_results</c>: 200000 unless told otherwise, which is also the most.</summary>
    public static PageLimit MaxResults { get; } = new(200_000, 200_000, PageLimitTexts.ModelVersions);

    /// <summary>
    /// Parses a filter on tags and the attributes <c>name</c>, <c>run_id</c>, <c>source_path</c> and <c>version_number</c>
    /// (an integer; a quoted number is read as one); see <see cref="SearchFilter.IncludesPrompts"/>.
    /// </summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) => PromptTag.Apply(FilterParser.Parse(filter, ModelVersionRules.Instance));

    /// <summary>
    /// Parses <c>order_by</c> (<c>name</c>, <c>version_number</c>, <c>creation_timestamp</c>, <c>last_updated_timestamp</c>) and
    /// completes it with <c>name ASC, version_number DESC</c>; without clauses <c>last_updated_timestamp DESC</c> comes first.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<OrderBy> ParseOrderBy(IReadOnlyList<string>? clauses)
    {
        var orders = OrderByParser.Parse(clauses, ModelVersionRules.Instance);
        if (orders.Count == 0)
        {
            orders.Then("last_updated_timestamp", ascending: false);
        }

        return orders.Then("name", ascending: true).Then("version_number", ascending: false).DrainToImmutable();
    }
}
