using Mlops.Tracking.Metrics;

namespace Mlops.Import.Mlflow;

/// <summary>Numbers whose sum tells whether two sets of metric points are the same, whatever the order of their points.</summary>
internal readonly struct MetricChecksum
{
    private readonly ulong _series;

    public MetricChecksum(string run, string key)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in run)
        {
            hash = Add(hash, character);
        }

        hash = Add(hash, uint.MaxValue);
        foreach (var character in key)
        {
            hash = Add(hash, character);
        }

        _series = hash;
    }

    public long Of(MetricPoint point)
    {
        // Every NaN is the same value.
        var value = double.IsNaN(point.Value) ? double.NaN : point.Value + 0.0;
        return unchecked((long)Mix(Mix(Mix(_series ^ (ulong)point.Timestamp) ^ (ulong)point.Step) ^ BitConverter.DoubleToUInt64Bits(value)));
    }

    private static ulong Add(ulong hash, uint value) => unchecked((hash ^ value) * 1_099_511_628_211UL);

    // The finaliser of SplitMix64: every bit of the input changes about half of the output's.
    private static ulong Mix(ulong value) => unchecked(Shift(Shift(Shift(value + 0x9E37_79B9_7F4A_7C15UL, 30) * 0xBF58_476D_1CE4_E5B9UL, 27) * 0x94D0_49BB_1331_11EBUL, 31));

    private static ulong Shift(ulong value, int bits) => value ^ (value >> bits);
}
