using System.Text.RegularExpressions;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Relational;

/// <summary>Appends one comparison of a filter.</summary>
internal static class ComparisonSql
{
    // Engines refuse much longer patterns, and matching costs pattern times text.
    private const int MaxPatternLength = 5000;

    /// <summary>Appends <paramref name="expression"/>, the operator and its value; not for the null checks, which are about rows.</summary>
    public static SqlBuilder Compare(this SqlBuilder sql, string expression, ComparisonOperator comparison, FilterValue value) => comparison switch
    {
        ComparisonOperator.ILike => sql.Append("lower(").Append(expression).Append(") LIKE lower(").Value(Pattern(value)).Append(")"),
        ComparisonOperator.Like => sql.Append(expression).Append(" LIKE ").Value(Pattern(value)),
        ComparisonOperator.RLike => sql.Append(expression).Append(" REGEXP ").Value(Expression(value)),
        ComparisonOperator.In => sql.Append(expression).Append(" IN (").Texts(value).Append(")"),
        ComparisonOperator.NotIn => sql.Append(expression).Append(" NOT IN (").Texts(value).Append(")"),
        _ => sql.Append(expression).Append(Operator(comparison)).Value(Plain(value)),
    };

    // Only what can be matched in time that grows with the text, on any engine.
    private static string Expression(FilterValue value)
    {
        try
        {
            _ = new Regex(Pattern(value), RegexOptions.NonBacktracking);
            return value.Text;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw MlflowException.InvalidParameterValue($"A regular expression in 'filter' can't be used: {error.Message}");
        }
    }

    private static object Plain(FilterValue value) => value.Kind switch
    {
        FilterValueKind.Text => value.Text,
        FilterValueKind.Integer => value.Integer,
        _ => value.Number,
    };

    private static string Pattern(FilterValue value) => value.Text.Length <= MaxPatternLength
        ? value.Text
        : throw MlflowException.InvalidParameterValue($"A LIKE pattern in 'filter' has {value.Text.Length} characters; at most {MaxPatternLength} are allowed.");

    private static SqlBuilder Texts(this SqlBuilder sql, FilterValue value)
    {
        for (var i = 0; i < value.List.Length; i++)
        {
            sql.Append(i == 0 ? "" : ", ").Value(value.List[i]);
        }

        return sql;
    }

    private static string Operator(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => " = ",
        ComparisonOperator.NotEqual => " <> ",
        ComparisonOperator.Less => " < ",
        ComparisonOperator.LessOrEqual => " <= ",
        ComparisonOperator.Greater => " > ",
        ComparisonOperator.GreaterOrEqual => " >= ",
        _ => throw MlflowException.InvalidParameterValue($"The operator {comparison} is not supported here."),
    };
}
