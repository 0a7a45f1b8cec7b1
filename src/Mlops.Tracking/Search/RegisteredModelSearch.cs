using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Search;

/// <summary>The language of rpc <c>searchRegisteredModels</c>.</summary>
internal static class RegisteredModelSearch
{
    /// <summary><c>max_results</c>: 100 unless told otherwise, at most 1000.</summary>
    public static PageLimit MaxResults { get; } = new(100, 1000, PageLimitTexts.Schema);

    /// <summary>Parses a filter on <c>name</c> and tags; see <see cref="SearchFilter.IncludesPrompts"/>.</summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) => PromptTag.Apply(FilterParser.Parse(filter, RegisteredModelRules.Instance));

    /// <summary>
    /// Parses <c>order_by</c> (<c>name</c>; <c>timestamp</c> or <c>last_updated_timestamp</c>, which mean the same and come out as
    /// the latter) and completes it with <c>name ASC</c>.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<OrderBy> ParseOrderBy(IReadOnlyList<string>? clauses) => OrderByParser
        .Parse(clauses, RegisteredModelRules.Instance)
        .Then("name", ascending: true)
        .DrainToImmutable();
}
