using System.Text;

namespace Mlops.Storage.Relational;

/// <summary>Inserts many rows with few statements: a trip to the database for each row would cost more than the row.</summary>
internal static class RowBatch
{
    // Few shapes of statements, none with more parameters than engines allow.
    private static readonly int[] Sizes = [64, 16, 4, 1];

    /// <summary>Inserts the rows.</summary>
    /// <param name="session">The open transaction.</param>
    /// <param name="insert">The statement up to <c>VALUES</c>, such as <c>INSERT INTO t (a, b)</c>.</param>
    /// <param name="rows">The values of each row, as many as there are columns.</param>
    /// <param name="conflict">What follows the values, such as <c>ON CONFLICT DO NOTHING</c>.</param>
    public static async ValueTask InsertAsync(RelationalSession session, string insert, IReadOnlyList<object?[]> rows, string conflict = "")
    {
        var done = 0;
        while (done < rows.Count)
        {
            var size = Sizes.First(size => size <= rows.Count - done);
            var columns = rows[done].Length;
            var parameters = new object?[size * columns];
            for (var i = 0; i < size; i++)
            {
                rows[done + i].CopyTo(parameters, i * columns);
            }

            await session.ExecuteAsync(Text(insert, conflict, size, columns), parameters);
            done += size;
        }
    }

    private static string Text(string insert, string conflict, int rows, int columns)
    {
        var sql = new StringBuilder(insert).Append(" VALUES ");
        for (var i = 0; i < rows * columns; i++)
        {
            sql.Append(i % columns != 0 ? ", " : i == 0 ? "(" : "), (").Append(ParameterNames.At(i));
        }

        return sql.Append(") ").Append(conflict).ToString();
    }
}
