using System.Globalization;

namespace Mlops.Import.Mlflow;

/// <summary>A column of MLflow's database.</summary>
/// <param name="Expression">The column, qualified where several tables are read.</param>
/// <param name="Otherwise">What stands for it where an older version lacks it.</param>
internal sealed record SourceColumn(string Expression, string? Otherwise = null)
{
    public static implicit operator SourceColumn(string expression) => new(expression);
}

/// <summary>Reads the columns of one table, or of several joined ones, in the order of its key.</summary>
/// <param name="table">The table in MLflow's database.</param>
/// <param name="target">The table here.</param>
/// <param name="keys">How many of the columns, from the first on, are the key; an index of the source should lead to them.</param>
/// <param name="columns">What to read.</param>
internal abstract class TableStep(string table, string target, int keys, params SourceColumn[] columns) : ImportStep(table, target)
{
    protected virtual string From => Table;

    public override IAsyncEnumerable<SourceRow> ReadAsync(SourceDatabase source, IReadOnlyList<object> after, CancellationToken cancellationToken)
    {
        // A column that is missing is the same in every row and orders nothing.
        var key = columns.Take(keys).Select((column, index) => (column.Expression, Index: index, Ordered: Exists(source, column))).Where(static column => column.Ordered).ToArray();
        var conditions = new List<string>();
        if (Condition is not null)
        {
            conditions.Add(Condition);
        }

        var last = after.Count == 0 ? [] : key.Select((column, i) => source.Parameter(i, after[column.Index])).ToArray();
        if (after.Count > 0)
        {
            conditions.Add($"({string.Join(", ", key.Select(static column => column.Expression))}) > ({string.Join(", ", last.Select(static parameter => parameter.Expression))})");
        }

        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", columns.Select(column => Exists(source, column) ? column.Expression : column.Otherwise))} FROM {From}{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")} ORDER BY {string.Join(", ", key.Select(static column => column.Expression))}");
        return source.QueryAsync(sql, [.. last.Select(static parameter => parameter.Value)], cancellationToken);
    }

    public override object[] Key(SourceRow row) =>
        [.. Enumerable.Range(0, keys).Select(column => row[column] is string or null ? (object)(row.Raw(column) ?? "") : row.Integer(column))];

    private bool Exists(SourceDatabase source, SourceColumn column) => column.Otherwise is null || source.Has(Table, column.Expression);
}
