using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Search;

/// <summary>The language of rpc <c>searchTraces</c>, in both versions of the trace API.</summary>
internal static class TraceSearch
{
    /// <summary><c>max_results</c>: 100 unless told otherwise, at most 500.</summary>
    public static PageLimit MaxResults { get; } = new(100, 500, PageLimitTexts.Schema);

    /// <summary>
    /// Parses a filter on tags, metadata, spans, assessments, issues and the attributes <c>request_id</c>, <c>client_request_id</c>,
    /// <c>status</c>, <c>timestamp_ms</c>, <c>execution_time_ms</c> and <c>end_time_ms</c> (the sum of the two). What MLflow keeps
    /// elsewhere comes out as such: <c>name</c> as the tag <c>mlflow.traceName</c>, <c>run_id</c> as the metadata
    /// <c>mlflow.sourceRun</c>, <c>text</c> as the content of a span, and <c>prompt = 'name/version'</c> as the tag
    /// <c>mlflow.linkedPrompts</c>, to be answered from the links between traces and prompt versions.
    /// </summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) =>
        FilterParser.Parse(filter, TraceRules.Instance) is { IsEmpty: false } comparisons ? new SearchFilter(comparisons) : SearchFilter.Empty;

    /// <summary>
    /// Parses <c>order_by</c> (attributes, also <c>experiment_id</c>; tags and metadata) and completes it to a total order:
    /// <c>timestamp_ms DESC</c>, then <c>request_id</c>, unless given.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<OrderBy> ParseOrderBy(IReadOnlyList<string>? clauses) => OrderByParser
        .Parse(clauses, TraceRules.Instance)
        .Then("timestamp_ms", ascending: false)
        .Then("request_id", ascending: true)
        .DrainToImmutable();
}
