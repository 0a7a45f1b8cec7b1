namespace Mlops.Tracking.Search;

/// <summary>The forms of a <see cref="FilterValue"/>.</summary>
internal enum FilterValueKind
{
    /// <summary>No value: the operator is <see cref="ComparisonOperator.IsNull"/> or <see cref="ComparisonOperator.IsNotNull"/>.</summary>
    None,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number within 64 bits, compared with an integer attribute.</summary>
    Integer,

    /// <summary>
    /// A double: compared with a metric, or with an integer attribute when it was written with a fraction, an exponent or more than 64
    /// bits.
    /// </summary>
    Number,

    /// <summary>A non-empty list of texts for <see cref="ComparisonOperator.In"/> and <see cref="ComparisonOperator.NotIn"/>.</summary>
    List,
}
