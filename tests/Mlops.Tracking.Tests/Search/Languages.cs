using System.Collections.Immutable;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

internal sealed record Language(PageLimit MaxResults, Func<string?, SearchFilter> ParseFilter, Func<IReadOnlyList<string>?, ImmutableArray<OrderBy>> ParseOrderBy);

internal static class Languages
{
    public static readonly ImmutableArray<string> Names = ["runs", "experiments", "registered-models", "model-versions", "logged-models", "traces"];

    public static Language Of(string search) => search switch
    {
        "runs" => new(RunSearch.MaxResults, RunSearch.ParseFilter, RunSearch.ParseOrderBy),
        "experiments" => new(ExperimentSearch.MaxResults, ExperimentSearch.ParseFilter, ExperimentSearch.ParseOrderBy),
        "registered-models" => new(RegisteredModelSearch.MaxResults, RegisteredModelSearch.ParseFilter, RegisteredModelSearch.ParseOrderBy),
        "model-versions" => new(ModelVersionSearch.MaxResults, ModelVersionSearch.ParseFilter, ModelVersionSearch.ParseOrderBy),
        "logged-models" => new(LoggedModelSearch.MaxResults, LoggedModelSearch.ParseFilter, ParseLoggedModelOrder),
        "traces" => new(TraceSearch.MaxResults, TraceSearch.ParseFilter, TraceSearch.ParseOrderBy),
        _ => throw new ArgumentOutOfRangeException(nameof(search), search, null),
    };

    /// <summary>Logged models are ordered by objects; here a direction after the field name stands for one.</summary>
    private static ImmutableArray<OrderBy> ParseLoggedModelOrder(IReadOnlyList<string>? clauses) =>
        [.. LoggedModelSearch.ParseOrderBy([.. (clauses ?? []).Select(Clause)]).Select(order => order.By)];

    private static LoggedModelOrderClause Clause(string clause) => clause.EndsWith(" DESC", StringComparison.Ordinal)
        ? new LoggedModelOrderClause(clause[..^5], Ascending: false)
        : new LoggedModelOrderClause(clause);
}
