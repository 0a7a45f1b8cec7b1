using System.Globalization;

namespace Mlops.Import.Mlflow;

/// <summary>A row of MLflow's database; engines disagree about the types of numbers and flags.</summary>
internal readonly struct SourceRow(object?[] values)
{
    /// <summary>How much text it holds.</summary>
    public long Characters
    {
        get
        {
            long sum = 0;
            foreach (var value in values)
            {
                sum += value is string text ? text.Length : 0;
            }

            return sum;
        }
    }

    public object? this[int column] => values[column];

    public string Text(int column) => TextOrNull(column) ?? "";

    /// <summary>A text. U+0000, which SQLite may hold and PostgreSQL has no room for, comes as U+FFFD.</summary>
    public string? TextOrNull(int column) => Raw(column)?.Replace('\0', '\uFFFD');

    /// <summary>A text as MLflow's database has it, to find the row there again.</summary>
    public string? Raw(int column) => values[column] is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    public long Integer(int column) => IntegerOrNull(column) ?? 0;

    public long? IntegerOrNull(int column) => values[column] is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public double Number(int column) => values[column] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : double.NaN;
}
