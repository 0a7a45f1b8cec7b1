namespace Mlops.Tracking.Search;

/// <summary>
/// One key to order results by. Entities without the key come last in both directions; of metrics, NaN comes after the numbers and before
/// the missing.
/// </summary>
/// <param name="Entity">What the key belongs to.</param>
/// <param name="Key">A canonical attribute name, or the key of a metric, parameter, tag or the like, without quotes.</param>
/// <param name="Ascending">Whether the smallest comes first.</param>
internal readonly record struct OrderBy(EntityKind Entity, string Key, bool Ascending)
{
    /// <summary>The clause as the protocol writes it.</summary>
    public override string ToString() => Grammar.FilterPrinter.Print(this);
}
