using System.Buffers;
using System.Buffers.Binary;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>
/// Packs points of one series into bytes: a format version, then per point the zigzag differences of timestamp and step to the
/// point before as variable-length integers, and the eight bytes of the value. A row per point would cost several times more of
/// the engine's time than the points themselves.
/// </summary>
internal static class MetricChunk
{
    private const byte Version = 1;
    private const int MaxBytesPerPoint = 10 + 10 + 8;

    public static byte[] Encode(ReadOnlySpan<MetricPoint> points)
    {
        var rented = ArrayPool<byte>.Shared.Rent(1 + (points.Length * MaxBytesPerPoint));
        rented[0] = Version;
        var at = 1;
        long timestamp = 0, step = 0;
        foreach (ref readonly var point in points)
        {
            at = WriteDelta(rented, at, unchecked(point.Timestamp - timestamp));
            at = WriteDelta(rented, at, unchecked(point.Step - step));
            BinaryPrimitives.WriteDoubleLittleEndian(rented.AsSpan(at), point.Value);
            at += sizeof(double);
            (timestamp, step) = (point.Timestamp, point.Step);
        }

        var bytes = rented.AsSpan(0, at).ToArray();
        ArrayPool<byte>.Shared.Return(rented);
        return bytes;
    }

    public static void Decode(ReadOnlySpan<byte> bytes, List<MetricPoint> points)
    {
        if (bytes.IsEmpty || bytes[0] != Version)
        {
            throw new InvalidDataException("A metric chunk has an unknown format; a newer version of this software may have written it.");
        }

        var at = 1;
        long timestamp = 0, step = 0;
        while (at < bytes.Length)
        {
            timestamp = unchecked(timestamp + ReadDelta(bytes, ref at));
            step = unchecked(step + ReadDelta(bytes, ref at));
            if (bytes.Length - at < sizeof(double))
            {
                throw Damaged();
            }

            points.Add(new MetricPoint(timestamp, step, BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..])));
            at += sizeof(double);
        }
    }

    private static int WriteDelta(byte[] bytes, int at, long delta)
    {
        var zigzag = (ulong)((delta << 1) ^ (delta >> 63));
        while (zigzag >= 0x80)
        {
            bytes[at++] = (byte)(zigzag | 0x80);
            zigzag >>= 7;
        }

        bytes[at++] = (byte)zigzag;
        return at;
    }

    private static long ReadDelta(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong zigzag = 0;
        for (var shift = 0; shift < 70 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            zigzag |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            }
        }

        throw Damaged();
    }

    private static InvalidDataException Damaged() => new("A metric chunk is damaged.");
}
