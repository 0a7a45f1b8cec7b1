using Mlops.Tracking.Search;

namespace Mlops.Storage.Runs;

/// <summary>The rows that a search goes through; of each it asks the rest. Of metrics these are the numbers: no range holds NaN.</summary>
/// <param name="Entity">Whose rows: metrics, parameters or tags.</param>
/// <param name="Key">Their name.</param>
/// <param name="Comparison">The filter's comparison that chooses among them by index, or -1.</param>
internal sealed record RunDriver(EntityKind Entity, string Key, int Comparison)
{
    /// <summary>Metrics in the order of their numbers: what the first order clause asks for.</summary>
    public static RunDriver InOrder(string key) => new(EntityKind.Metric, key, -1);

    /// <summary>The rows that a comparison finds by index.</summary>
    public static RunDriver ByFilter(IReadOnlyList<Comparison> filter, int index) =>
        new(filter[index].Entity, filter[index].Key, index);

    /// <summary>Whether an index finds the rows of a comparison: a range of a metric, or one value of a parameter or tag.</summary>
    public static bool HasIndex(Comparison comparison) => comparison.Entity switch
    {
        EntityKind.Metric => IsRange(comparison.Operator),
        EntityKind.Parameter or EntityKind.Tag => comparison.Operator == ComparisonOperator.Equal,
        _ => false,
    };

    /// <summary>Whether a comparison can be asked of the driving row itself.</summary>
    public bool Takes(Comparison comparison, int index) => index == Comparison
        || (Entity == EntityKind.Metric && IsBound(comparison, Key));

    /// <summary>
    /// Whether NaN and what is missing can't satisfy a comparison of a metric, so that the rows in order hold all that it finds.
    /// </summary>
    public static bool IsBound(Comparison comparison, string metric) =>
        comparison.Entity == EntityKind.Metric && comparison.Key == metric && IsRange(comparison.Operator);

    private static bool IsRange(ComparisonOperator comparison) => comparison
        is ComparisonOperator.Equal or ComparisonOperator.Less or ComparisonOperator.LessOrEqual or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual;
}
