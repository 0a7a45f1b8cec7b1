namespace Mlops.Tracking.Search.Grammar;

/// <summary>What the reader found next in a filter.</summary>
internal enum ClauseShape
{
    /// <summary>Nothing: the filter is read.</summary>
    End,

    /// <summary>A comparison.</summary>
    Comparison,

    /// <summary>A token that belongs to no comparison; it is the clause's subject.</summary>
    Stray,
}
