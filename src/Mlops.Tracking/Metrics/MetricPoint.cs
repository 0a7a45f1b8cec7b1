namespace Mlops.Tracking.Metrics;

/// <summary>A metric point without its name: the unit of histories.</summary>
/// <param name="Timestamp">Milliseconds since the Unix epoch.</param>
/// <param name="Step">The training step.</param>
/// <param name="Value">The value; NaN, but never an infinity.</param>
internal readonly record struct MetricPoint(long Timestamp, long Step, double Value) : IComparable<MetricPoint>
{
    /// <summary>The value. A negative zero is a zero, since not every database tells them apart.</summary>
    public double Value { get; init => field = value + 0.0; } = Value + 0.0;

    /// <summary>Orders by timestamp, step and value, as <c>getMetricHistory</c> does; NaN comes first.</summary>
    /// <param name="other">The point to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(MetricPoint other)
    {
        var byTimestamp = Timestamp.CompareTo(other.Timestamp);
        if (byTimestamp != 0)
        {
            return byTimestamp;
        }

        var byStep = Step.CompareTo(other.Step);
        return byStep != 0 ? byStep : Value.CompareTo(other.Value);
    }

    /// <summary>Whether a point sorts before another.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when <paramref name="left"/> comes first.</returns>
    public static bool operator <(MetricPoint left, MetricPoint right) => left.CompareTo(right) < 0;

    /// <summary>Whether a point sorts after another.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when <paramref name="left"/> comes last.</returns>
    public static bool operator >(MetricPoint left, MetricPoint right) => left.CompareTo(right) > 0;

    /// <summary>Whether a point sorts before another or beside it.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when <paramref name="left"/> does not come last.</returns>
    public static bool operator <=(MetricPoint left, MetricPoint right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a point sorts after another or beside it.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when <paramref name="left"/> does not come first.</returns>
    public static bool operator >=(MetricPoint left, MetricPoint right) => left.CompareTo(right) >= 0;
}
