using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Onnx.Protobuf;

/// <summary>
/// Reads protobuf's wire format from a file through a small window, so that a model of gigabytes is never held in memory:
/// tensor bytes are stepped over, not read. Everything is bounded by the message that holds it.
/// </summary>
internal sealed class ProtoReader(SafeFileHandle file, long length, CancellationToken cancellationToken)
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _window = new byte[64 * 1024];
    private long _windowStart;
    private int _windowLength;

    /// <summary>Offset of the next byte to read.</summary>
    public long Position { get; set; }

    /// <summary>The fields of the file as a whole.</summary>
    public ProtoMessage Root() => new(this, 0, length);

    /// <summary>The fields of an embedded message.</summary>
    public ProtoMessage Open(ProtoField field) => new(this, field.Start, field.End);

    /// <summary>Reads a tag and finds the extent of its value.</summary>
    public ProtoField ReadField(long end)
    {
        var tag = ReadVarint(end);
        if (tag > uint.MaxValue || tag >> 3 == 0)
        {
            throw new InvalidModelException("is not a protobuf message: a field has an impossible tag");
        }

        var number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                var start = Position;
                var value = ReadVarint(end);
                return new ProtoField(number, WireType.Varint, value, start, Position);
            case 1:
                return Extent(number, WireType.Fixed64, 8, end);
            case 2:
                return Extent(number, WireType.Delimited, ReadVarint(end), end);
            case 5:
                return Extent(number, WireType.Fixed32, 4, end);
            default:
                throw new InvalidModelException("is not a protobuf message: a field has an unknown wire type");
        }
    }

    /// <summary>Reads a base-128 number that must end before <paramref name="end"/>.</summary>
    public ulong ReadVarint(long end)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position >= end)
            {
                throw new InvalidModelException("is cut short or damaged: a number runs past the end of its message");
            }

            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidModelException("is not a protobuf message: a number has more than ten bytes");
    }

    /// <summary>The field's text; bytes that are not UTF-8 are replaced, or refused when <paramref name="strict"/>.</summary>
    public string ReadText(ProtoField field, int maxBytes, bool strict = false)
    {
        if (field.Length > maxBytes)
        {
            throw new InvalidModelException($"holds a text of {field.Length:N0} bytes where at most {maxBytes:N0} are allowed");
        }

        var bytes = new byte[field.Length];
        Position = field.Start;
        for (var done = 0; done < bytes.Length;)
        {
            var part = Window();
            part = part[..Math.Min(part.Length, bytes.Length - done)];
            part.CopyTo(bytes.AsSpan(done));
            done += part.Length;
            Position += part.Length;
        }

        try
        {
            return (strict ? s_strict : Encoding.UTF8).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidModelException("holds a text that is not UTF-8");
        }
    }

    private ProtoField Extent(int number, WireType type, ulong size, long end)
    {
        if (size > (ulong)(end - Position))
        {
            throw new InvalidModelException("is cut short or damaged: a field runs past the end of its message");
        }

        return new ProtoField(number, type, 0, Position, Position + (long)size);
    }

    private byte ReadByte()
    {
        var value = Window()[0];
        Position++;
        return value;
    }

    private ReadOnlySpan<byte> Window()
    {
        if (Position < _windowStart || Position >= _windowStart + _windowLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _windowStart = Position;
            _windowLength = RandomAccess.Read(file, _window, Position);
            if (_windowLength == 0)
            {
                throw new IOException("The model file became shorter while it was read.");
            }
        }

        return _window.AsSpan((int)(Position - _windowStart), (int)(_windowStart + _windowLength - Position));
    }
}
