using System.Buffers.Binary;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>Reads the points of a chunk one by one, without a list of them.</summary>
internal ref struct MetricChunkReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at = 1;

    public MetricChunkReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != MetricChunk.Version)
        {
            throw new InvalidDataException("A metric chunk has an unknown format; a newer version of this software may have written it.");
        }

        _bytes = bytes;
    }

    public long Timestamp { get; private set; }

    public long Step { get; private set; }

    /// <summary>The whole point; its value is read only where somebody asks.</summary>
    public readonly MetricPoint Point => new(Timestamp, Step, BinaryPrimitives.ReadDoubleLittleEndian(_bytes[(_at - sizeof(double))..]));

    /// <summary>Goes to the next point.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        if (_at >= _bytes.Length)
        {
            return false;
        }

        Timestamp = unchecked(Timestamp + ReadDelta());
        Step = unchecked(Step + ReadDelta());
        if (_bytes.Length - _at < sizeof(double))
        {
            throw Damaged();
        }

        _at += sizeof(double);
        return true;
    }

    private long ReadDelta()
    {
        // Steps of one and timestamps close together, which most are, take one byte.
        if ((uint)_at < (uint)_bytes.Length && _bytes[_at] is < 0x80 and var single)
        {
            _at++;
            return (single >> 1) ^ -(single & 1);
        }

        ulong zigzag = 0;
        for (var shift = 0; shift < 70 && _at < _bytes.Length; shift += 7)
        {
            var next = _bytes[_at++];
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
