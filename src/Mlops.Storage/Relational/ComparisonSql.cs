using System.Text;
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
        ComparisonOperator.ILike => sql.CompareFolded(expression, Pattern(value)),
        ComparisonOperator.Like => sql.Append(expression).Append(" LIKE ").Value(new LikePattern(Pattern(value))),
        ComparisonOperator.RLike => sql.Append(expression).Append(" REGEXP ").Value(Expression(value)),
        ComparisonOperator.In => sql.Append(expression).Append(" IN ").Value(value.List.ToArray()),
        ComparisonOperator.NotIn => sql.Append(expression).Append(" NOT IN ").Value(value.List.ToArray()),
        _ => sql.Append(expression).Append(Operator(comparison)).Value(Plain(value)),
    };

    /// <summary>
    /// Appends the comparison of a metric's value as IEEE 754 has it: NaN is unequal to every number, and in no order with any.
    /// </summary>
    /// <param name="sql">The query.</param>
    /// <param name="value">The column of the value.</param>
    /// <param name="isNan">The column that is 1 where the value is NaN, which is stored as 0.</param>
    /// <param name="comparison">One of <c>=</c>, <c>!=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</param>
    /// <param name="number">The number to compare with.</param>
    public static SqlBuilder CompareMetric(this SqlBuilder sql, string value, string isNan, ComparisonOperator comparison, FilterValue number)
    {
        var differs = comparison == ComparisonOperator.NotEqual;
        return sql.Append("(").Append(isNan).Append(differs ? " = 1 OR " : " = 0 AND ").Compare(value, comparison, number).Append(")");
    }

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

    // Without regard to case in every script. The engines' lower() does for a pattern of ASCII, where collations are "C".
    private static SqlBuilder CompareFolded(this SqlBuilder sql, string expression, string pattern)
    {
        var (before, after) = Ascii.IsValid(pattern) ? ("lower(", ")") : ("FOLD(lower(", "), LETTERS)");
        return sql.Append(before).Append(expression).Append(after).Append(" LIKE ").Value(new LikePattern(CaseFolding.Fold(pattern)));
    }

    private static object Plain(FilterValue value) => value.Kind switch
    {
        FilterValueKind.Text => value.Text,
        FilterValueKind.Integer => value.Integer,
        _ => value.Number,
    };

    private static string Pattern(FilterValue value) => value.Text.Length <= MaxPatternLength
        ? value.Text
        : throw MlflowException.InvalidParameterValue($"A pattern in 'filter' has {value.Text.Length} characters; at most {MaxPatternLength} are allowed.");

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
