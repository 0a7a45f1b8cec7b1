namespace Mlops.Tracking.Search.Grammar;

/// <summary>Operators that suit some key, with the text in which MLflow's messages list them.</summary>
internal sealed class OperatorSet
{
    public static readonly OperatorSet Ordering = new(
        ComparisonOperator.Equal,
        ComparisonOperator.NotEqual,
        ComparisonOperator.Less,
        ComparisonOperator.LessOrEqual,
        ComparisonOperator.Greater,
        ComparisonOperator.GreaterOrEqual);

    public static readonly OperatorSet Matching = new(
        ComparisonOperator.Equal,
        ComparisonOperator.NotEqual,
        ComparisonOperator.Like,
        ComparisonOperator.ILike);

    public static readonly OperatorSet MatchingOrNull = new(
        ComparisonOperator.Equal,
        ComparisonOperator.NotEqual,
        ComparisonOperator.Like,
        ComparisonOperator.ILike,
        ComparisonOperator.IsNull,
        ComparisonOperator.IsNotNull);

    public static readonly OperatorSet MatchingOrIn = new(
        ComparisonOperator.Equal,
        ComparisonOperator.NotEqual,
        ComparisonOperator.Like,
        ComparisonOperator.ILike,
        ComparisonOperator.In,
        ComparisonOperator.NotIn);

    private readonly int bits;

    public OperatorSet(params ReadOnlySpan<ComparisonOperator> operators)
    {
        var symbols = new string[operators.Length];
        for (var i = 0; i < operators.Length; i++)
        {
            bits |= 1 << (int)operators[i];
            symbols[i] = ComparisonOperators.Symbol(operators[i]);
        }

        Listing = PythonText.Set(symbols);
    }

    /// <summary>A Python set of strings, as MLflow prints it (in no particular order there).</summary>
    public string Listing { get; }

    public bool Contains(ComparisonOperator? comparison) => comparison is { } value && (bits & (1 << (int)value)) != 0;
}
