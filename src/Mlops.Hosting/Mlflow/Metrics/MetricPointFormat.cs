using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Mlops.Tracking.Metrics;

namespace Mlops.Hosting.Mlflow.Metrics;

/// <summary>Formats the points of one series as JSON objects of the protocol; the names and the key are encoded once.</summary>
internal sealed class MetricPointFormat
{
    // A double of 15 decimal digits is the only one of so few digits that reads back as the same number, so that it is the shortest as
    // well.
    private const double MaxExactDecimal = 1e15;
    private const int MaxNumberBytes = 40;
    private static readonly double[] s_powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
    private readonly byte[] _beforeValue;
    private readonly byte[] _afterStep;

    /// <summary>Prepares the texts around the numbers.</summary>
    /// <param name="key">The metric's name.</param>
    /// <param name="runId">The run that every point names; null for none.</param>
    public MetricPointFormat(string key, string? runId)
    {
        _beforeValue = [.. "{\"key\":\""u8, .. JsonEncodedText.Encode(key).EncodedUtf8Bytes, .. "\",\"value\":"u8];
        _afterStep = runId is null ? "}"u8.ToArray() : [.. ",\"run_id\":\""u8, .. JsonEncodedText.Encode(runId).EncodedUtf8Bytes, .. "\"}"u8];
    }

    /// <summary>The most bytes of one point.</summary>
    public int MaxBytes => _beforeValue.Length + _afterStep.Length + (3 * MaxNumberBytes);

    /// <summary>Writes one point.</summary>
    /// <param name="to">Room for <see cref="MaxBytes"/>.</param>
    /// <param name="point">The point.</param>
    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> to, in MetricPoint point)
    {
        _beforeValue.CopyTo(to);
        var at = _beforeValue.Length;
        at += WriteValue(to[at..], point.Value);
        at += Copy(to[at..], ",\"timestamp\":"u8);
        Utf8Formatter.TryFormat(point.Timestamp, to[at..], out var written);
        at += written;
        at += Copy(to[at..], ",\"step\":"u8);
        Utf8Formatter.TryFormat(point.Step, to[at..], out written);
        at += written;
        return at + Copy(to[at..], _afterStep);
    }

    /// <summary>
    /// Writes a value as protobuf's JSON mapping does: the shortest text that reads back as the same number, with a fraction; NaN and
    /// infinities as text.
    /// </summary>
    public static int WriteValue(Span<byte> to, double value)
    {
        if (!double.IsFinite(value))
        {
            return Copy(to, double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
        }

        if (TryWriteDecimal(to, value, out var length))
        {
            return length;
        }

        value.TryFormat(to, out length, "R", CultureInfo.InvariantCulture);
        return to[..length].IndexOfAny((byte)'.', (byte)'E') < 0 ? length + Copy(to[length..], ".0"u8) : length;
    }

    // Most metrics are counts or have few digits: an integer divided by a small power of ten, which is exact to find and cheap to write.
    private static bool TryWriteDecimal(Span<byte> to, double value, out int length)
    {
        length = 0;
        var magnitude = Math.Abs(value);
        if (magnitude is >= MaxExactDecimal or < 1e-4)
        {
            return false;
        }

        for (var digits = 1; digits < s_powersOfTen.Length; digits++)
        {
            var power = s_powersOfTen[digits];
            var scaled = Math.Round(magnitude * power);
            if (scaled >= MaxExactDecimal)
            {
                return false;
            }

            if (scaled / power == magnitude)
            {
                WriteDecimal(to, value < 0, (ulong)scaled, (ulong)power, digits, out length);
                return true;
            }
        }

        return false;
    }

    private static void WriteDecimal(Span<byte> to, bool isNegative, ulong scaled, ulong power, int digits, out int length)
    {
        length = 0;
        if (isNegative)
        {
            to[length++] = (byte)'-';
        }

        var (whole, fraction) = Math.DivRem(scaled, power);
        Utf8Formatter.TryFormat(whole, to[length..], out var written);
        length += written;
        to[length++] = (byte)'.';
        for (var at = length + digits - 1; at >= length; at--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            to[at] = (byte)('0' + digit);
        }

        length += digits;
    }

    private static int Copy(Span<byte> to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to);
        return text.Length;
    }
}
