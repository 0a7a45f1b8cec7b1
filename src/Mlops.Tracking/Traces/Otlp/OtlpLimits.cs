namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Counts what a request holds: short bytes can stand for many things that cost memory.</summary>
internal sealed class OtlpLimits
{
    /// <summary>How deep values may be nested. MLflow's own reader stops between 30 and 40.</summary>
    public const int MaxDepth = 32;

    public const int MaxSpans = 20_000;

    private const int MaxValues = 1_000_000;
    private int _spans;
    private int _values;

    public void CountSpan()
    {
        if (++_spans > MaxSpans)
        {
            throw OtlpException.Unreadable($"more than {MaxSpans} spans in one request.");
        }
    }

    public void CountValue()
    {
        if (++_values > MaxValues)
        {
            throw OtlpException.Unreadable($"more than {MaxValues} values in one request.");
        }
    }

    public static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw OtlpException.Unreadable($"values are nested more than {MaxDepth} deep.");
        }
    }
}
