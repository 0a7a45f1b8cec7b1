namespace Mlops.Tracking.Search;

/// <summary>The operators of MLflow's filter language.</summary>
internal enum ComparisonOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c>; like every operator but <see cref="IsNull"/> it matches only entities that have the key.</summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>LIKE</c>: case-sensitive; <c>%</c> stands for any text, <c>_</c> for one character, nothing escapes them.</summary>
    Like,

    /// <summary><c>ILIKE</c>: <see cref="Like"/> without regard to case, in every script.</summary>
    ILike,

    /// <summary><c>RLIKE</c>: a regular expression found anywhere in the value; traces only.</summary>
    RLike,

    /// <summary><c>IN</c>: equal to one of a list of texts.</summary>
    In,

    /// <summary><c>NOT IN</c>: equal to none of a list of texts.</summary>
    NotIn,

    /// <summary><c>IS NULL</c>: the key is absent.</summary>
    IsNull,

    /// <summary><c>IS NOT NULL</c>: the key is present.</summary>
    IsNotNull,
}
