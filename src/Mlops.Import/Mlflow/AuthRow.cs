namespace Mlops.Import.Mlflow;

/// <summary>A row of users, permissions or roles as it is to be here.</summary>
/// <param name="Table">The table.</param>
/// <param name="Keys">The columns of which no two rows have the same values.</param>
/// <param name="KeyValues">Their values.</param>
/// <param name="Columns">The columns that say something about it.</param>
/// <param name="Values">Their values.</param>
internal sealed record AuthRow(string Table, string[] Keys, object?[] KeyValues, string[] Columns, object?[] Values)
{
    /// <summary>Columns that have to be filled and say nothing, with their values.</summary>
    public IReadOnlyList<(string Column, object Value)> Others { get; init; } = [];

    /// <summary>What a permission that is wider than another one on the same thing comes behind.</summary>
    public long Order { get; init; }
}
