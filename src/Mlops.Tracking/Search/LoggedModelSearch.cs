using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Search.Rules;

namespace Mlops.Tracking.Search;

/// <summary>The language of rpc <c>searchLoggedModels</c>.</summary>
internal static class LoggedModelSearch
{
    /// <summary><c>max_results</c>: 50 unless told otherwise, at most 50000.</summary>
    public static PageLimit MaxResults { get; } = new(50, 50_000, PageLimitTexts.Plain);

    /// <summary>
    /// Parses a filter on <c>metrics</c> (of which any logged value may match, not only the latest), <c>params</c>, <c>tags</c> and
    /// the attributes <c>name</c>, <c>model_id</c>, <c>model_type</c>, <c>status</c> (MLflow compares the number of the status, so
    /// that <c>'2'</c> and not <c>'READY'</c> matches), <c>status_message</c>, <c>source_run_id</c>, <c>experiment_id</c>,
    /// <c>artifact_location</c>, <c>creation_timestamp_ms</c> and <c>last_updated_timestamp_ms</c>.
    /// </summary>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static SearchFilter ParseFilter(string? filter) =>
        FilterParser.Parse(filter, LoggedModelRules.Instance) is { IsEmpty: false } comparisons ? new SearchFilter(comparisons) : SearchFilter.Empty;

    /// <summary>
    /// Parses <c>order_by</c> and completes it to a total order: <c>creation_timestamp_ms DESC</c>, then <c>model_id</c>, unless given.
    /// </summary>
    /// <param name="clauses">The clauses; null or empty for the default order.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> with MLflow's text.</exception>
    public static ImmutableArray<LoggedModelOrder> ParseOrderBy(IReadOnlyList<LoggedModelOrderClause>? clauses)
    {
        var count = clauses?.Count ?? 0;
        OrderByParser.CheckCount(count);
        var orders = ImmutableArray.CreateBuilder<LoggedModelOrder>(count + 2);
        for (var i = 0; i < count; i++)
        {
            var clause = clauses![i];
            SearchText.Check(clause.FieldName, "order by field name");
            SearchText.Check(clause.DatasetName, "order by dataset name");
            SearchText.Check(clause.DatasetDigest, "order by dataset digest");
            orders.Add(new(LoggedModelRules.Instance.Order(clause.FieldName, clause.Ascending), NullIfEmpty(clause.DatasetName), NullIfEmpty(clause.DatasetDigest)));
        }

        Then("creation_timestamp_ms", ascending: false);
        Then("model_id", ascending: true);
        return orders.DrainToImmutable();

        void Then(string key, bool ascending)
        {
            if (!orders.Any(order => order.By.Entity == EntityKind.Attribute && order.By.Key == key))
            {
                orders.Add(new(new OrderBy(EntityKind.Attribute, key, ascending), null, null));
            }
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
