using System.Data.Common;

namespace Mlops.Storage.Catalog;

/// <summary>What a row that goes takes away from the totals.</summary>
/// <param name="Id">The row.</param>
/// <param name="Collection">Its collection.</param>
/// <param name="West">The western edge of its box, or null.</param>
/// <param name="East">The eastern edge of its box, or null.</param>
/// <param name="TraitsJson">Its traits as stored, or null.</param>
internal sealed record RemovedItem(long Id, string Collection, double? West, double? East, string? TraitsJson)
{
    public static RemovedItem Of(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetDouble(2),
        row.IsDBNull(3) ? null : row.GetDouble(3),
        row.IsDBNull(4) ? null : row.GetString(4));
}
