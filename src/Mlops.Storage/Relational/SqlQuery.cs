using System.Globalization;
using System.Text;

namespace Mlops.Storage.Relational;

/// <summary>A query with its parameters.</summary>
internal sealed record SqlQuery(string Text, object?[] Parameters);

/// <summary>Builds a query: text from constants only, every value as a parameter.</summary>
internal sealed class SqlBuilder
{
    private readonly StringBuilder _text = new(512);
    private readonly List<object?> _parameters = [];

    public SqlBuilder Append(string text)
    {
        _text.Append(text);
        return this;
    }

    public SqlBuilder Append(long number)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{number}");
        return this;
    }

    /// <summary>Appends a parameter that holds the value.</summary>
    public SqlBuilder Value(object? value)
    {
        _text.Append(ParameterNames.At(_parameters.Count));
        _parameters.Add(value);
        return this;
    }

    /// <summary>Appends <c>= @n</c> or <c>IN @n</c>.</summary>
    public SqlBuilder In(IReadOnlyList<long> values)
    {
        if (values.Count == 1)
        {
            return Append(" = ").Value(values[0]);
        }

        return Append(" IN ").Value(values.ToArray());
    }

    public SqlQuery Build() => new(_text.ToString(), [.. _parameters]);
}
