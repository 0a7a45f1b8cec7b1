using System.Text.Json.Serialization;
using Mlops.Tracking.Json;

namespace Mlops.Tracking.Traces;

/// <summary>
/// How much two filters go together (the answer of rpc <c>calculateTraceFilterCorrelation</c>), as normalized pointwise mutual
/// information: −1 for never, 0 for independent, 1 for always together; NaN where a filter finds nothing.
/// </summary>
internal sealed record FilterCorrelation
{
    // Jeffreys' prior, which keeps small numbers from saying too much.
    private const double Prior = 0.5;

    /// <summary>From the numbers as they are.</summary>
    [JsonConverter(typeof(MetricValueConverter))]
    public required double Npmi { get; init; }

    /// <summary>From the numbers with half a trace added to each of the four cases.</summary>
    [JsonConverter(typeof(MetricValueConverter))]
    public required double NpmiSmoothed { get; init; }

    /// <summary>Traces that satisfy the first filter.</summary>
    [JsonPropertyName("filter1_count")]
    public required long FirstCount { get; init; }

    /// <summary>Traces that satisfy the second filter.</summary>
    [JsonPropertyName("filter2_count")]
    public required long SecondCount { get; init; }

    /// <summary>Traces that satisfy both.</summary>
    public required long JointCount { get; init; }

    /// <summary>Traces in all.</summary>
    public required long TotalCount { get; init; }

    /// <summary>The correlation of two filters.</summary>
    /// <param name="counts">What they find.</param>
    public static FilterCorrelation Of(FilterCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var defined = counts is { First: > 0, Second: > 0 };
        return new FilterCorrelation
        {
            Npmi = !defined ? double.NaN : counts.Joint == 0 ? -1 : Calculate(counts, 0),
            NpmiSmoothed = defined ? Calculate(counts, Prior) : double.NaN,
            FirstCount = counts.First,
            SecondCount = counts.Second,
            JointCount = counts.Joint,
            TotalCount = counts.Total,
        };
    }

    private static double Calculate(FilterCounts counts, double prior)
    {
        if (counts.Joint == counts.Total)
        {
            return 1;
        }

        var total = counts.Total + (4 * prior);
        var joint = Math.Log((counts.Joint + prior) / total);
        var information = joint - Math.Log((counts.First + (2 * prior)) / total) - Math.Log((counts.Second + (2 * prior)) / total);
        return Math.Clamp(information / -joint, -1, 1);
    }
}
