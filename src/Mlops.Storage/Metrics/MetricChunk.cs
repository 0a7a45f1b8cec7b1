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
    public const byte Version = 1;
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
        var reader = new MetricChunkReader(bytes);
        while (reader.Read())
        {
            points.Add(reader.Point);
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
}
