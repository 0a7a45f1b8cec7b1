namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// Something that has the shape of a comparison: <c>subject operator value</c>, not yet checked against a search's rules.
/// </summary>
internal readonly ref struct FilterClause(
    FilterToken subject,
    ComparisonOperator? comparison,
    ReadOnlySpan<char> written,
    FilterToken value)
{
    private readonly ReadOnlySpan<char> written = written;

    public FilterToken Subject { get; } = subject;

    /// <summary>The operator, or null for one that no search knows (<c>==</c>, <c>NOT LIKE</c>).</summary>
    public ComparisonOperator? Operator { get; } = comparison;

    public FilterToken Value { get; } = value;

    public bool IsNullCheck => Operator is ComparisonOperator.IsNull or ComparisonOperator.IsNotNull;

    /// <summary>The operator for searches that know <c>LIKE</c> but not <c>like</c>.</summary>
    public ComparisonOperator? OperatorAsWritten =>
        Operator is { } known && (IsNullCheck || Operator == ComparisonOperator.NotIn || written.SequenceEqual(ComparisonOperators.Symbol(known)))
            ? known
            : null;

    /// <summary>The operator in capitals, for messages.</summary>
    public string Symbol => Operator is { } known ? ComparisonOperators.Symbol(known) : Written.ToUpperInvariant();

    /// <summary>The operator as it stands in the filter, for messages.</summary>
    public string Written => PythonText.Cut(written);
}
