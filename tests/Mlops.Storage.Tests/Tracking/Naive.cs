using CsCheck;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>The meaning of a filter, in the plainest form: what a store finds is compared with it.</summary>
internal static class Naive
{
    public static readonly ComparisonOperator[] Ordering =
    [
        ComparisonOperator.Equal, ComparisonOperator.NotEqual, ComparisonOperator.Less,
        ComparisonOperator.LessOrEqual, ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual,
    ];

    public static readonly ComparisonOperator[] Matching =
        [ComparisonOperator.Equal, ComparisonOperator.NotEqual, ComparisonOperator.Like, ComparisonOperator.ILike];

    public static readonly ComparisonOperator[] Listing = [ComparisonOperator.In, ComparisonOperator.NotIn];

    public static readonly ComparisonOperator[] NullChecks = [ComparisonOperator.IsNull, ComparisonOperator.IsNotNull];

    public static Gen<Comparison> Comparisons(EntityKind entity, string[] keys, ComparisonOperator[] operators, Gen<FilterValue> values) =>
        Gen.Select(Gen.OneOf(keys), Gen.OneOf(operators), values, (key, comparison, value) => new Comparison(entity, key, comparison, value));

    /// <summary>Whether a condition on a text holds; without a text only <c>IS NULL</c> does.</summary>
    public static bool Text(string? actual, Comparison comparison)
    {
        if (comparison.Operator is ComparisonOperator.IsNull or ComparisonOperator.IsNotNull)
        {
            return actual is null == (comparison.Operator == ComparisonOperator.IsNull);
        }

        return actual is not null && comparison.Operator switch
        {
            ComparisonOperator.Equal => actual == comparison.Value.Text,
            ComparisonOperator.NotEqual => actual != comparison.Value.Text,
            ComparisonOperator.Like => Like(actual, comparison.Value.Text),
            ComparisonOperator.ILike => Like(actual.ToLowerInvariant(), comparison.Value.Text.ToLowerInvariant()),
            ComparisonOperator.In => comparison.Value.List.Contains(actual),
            _ => !comparison.Value.List.Contains(actual),
        };
    }

    /// <summary>Whether a condition on a number holds; without a number none does.</summary>
    public static bool Number(double? actual, Comparison comparison) => actual is { } number && comparison.Operator switch
    {
        ComparisonOperator.Equal => number == comparison.Value.Number,
        ComparisonOperator.NotEqual => number != comparison.Value.Number,
        ComparisonOperator.Less => number < comparison.Value.Number,
        ComparisonOperator.LessOrEqual => number <= comparison.Value.Number,
        ComparisonOperator.Greater => number > comparison.Value.Number,
        _ => number >= comparison.Value.Number,
    };

    private static bool Like(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty || pattern[0] != '%')
        {
            return pattern.IsEmpty ? text.IsEmpty
                : !text.IsEmpty && (pattern[0] == '_' || pattern[0] == text[0]) && Like(text[1..], pattern[1..]);
        }

        for (var skipped = 0; skipped <= text.Length; skipped++)
        {
            if (Like(text[skipped..], pattern[1..]))
            {
                return true;
            }
        }

        return false;
    }
}
