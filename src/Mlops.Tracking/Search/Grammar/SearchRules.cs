using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>What one search allows in its filters and in its order, and how it words refusals.</summary>
internal abstract class SearchRules
{
    /// <summary>Whether MLflow puts quotes around the pieces it lists as invalid in this search.</summary>
    protected virtual bool QuotesStrays => false;

    /// <summary>Checks a comparison and gives it its canonical form.</summary>
    /// <exception cref="MlflowException">The comparison is not one of this search's.</exception>
    public abstract Comparison Interpret(in FilterClause clause);

    /// <summary>Checks what to order by.</summary>
    /// <exception cref="MlflowException">This search cannot be ordered by it.</exception>
    public abstract OrderBy Order(ReadOnlySpan<char> identifier, bool ascending);

    public virtual MlflowException StrayClauses(string filter, IEnumerable<string> strays) =>
        MlflowException.InvalidParameterValue("Invalid clause(s) in filter string: " + string.Join(", ", QuotesStrays ? strays.Select(stray => $"'{stray}'") : strays));

    public virtual MlflowException SeveralStatements(string filter) => MlflowException.InvalidParameterValue(
        $"Search filter contained multiple expression {PythonText.Repr(filter)}. Provide AND-ed expression list.");

    public virtual MlflowException Blank(string filter) =>
        MlflowException.InvalidParameterValue($"Invalid filter '{PythonText.Cut(filter)}'. Could not be parsed.");

    /// <summary>The left side, which must name something.</summary>
    protected static ReadOnlySpan<char> Identifier(in FilterClause clause) => clause.Subject.IsIdentifier
        ? clause.Subject.Text
        : throw Refusals.NotAnIdentifier(clause.Subject.Text);

    /// <summary>Puts the checked parts together; what is left to check is that lists and list operators go together.</summary>
    protected static Comparison Compare(Subject subject, ComparisonOperator comparison, FilterValue value) =>
        comparison is ComparisonOperator.In or ComparisonOperator.NotIn == (value.Kind == FilterValueKind.List)
            ? new Comparison(subject.Entity, subject.Key, comparison, value)
            : throw MlflowException.InvalidParameterValue(
                $"Invalid comparator '{ComparisonOperators.Symbol(comparison)}' for a list of values. Use 'IN' or 'NOT IN'.");
}
