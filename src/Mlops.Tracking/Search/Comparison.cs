namespace Mlops.Tracking.Search;

/// <summary>One condition of a filter, checked: the operator and the value's kind suit the key.</summary>
/// <param name="Entity">What the key belongs to.</param>
/// <param name="Key">A canonical attribute name (aliases are resolved), or the key of a metric, parameter, tag or the like, without
/// quotes.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">What to compare with.</param>
internal readonly record struct Comparison(EntityKind Entity, string Key, ComparisonOperator Operator, FilterValue Value)
{
    /// <summary>The condition as the filter language writes it.</summary>
    public override string ToString() => Grammar.FilterPrinter.Print(this);
}
