using System.Buffers.Binary;
using System.Text;

namespace Mlops.Tracking.Traces.Otlp;

/// <summary>Reads the fields of one protobuf message from memory, one after the other.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _bytes;
    private ulong _number;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    private WireType Type { get; set; }

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="OtlpException">The bytes are no protobuf message.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag > uint.MaxValue || tag >> 3 == 0)
        {
            throw OtlpException.Unreadable("a field has an impossible tag.");
        }

        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        switch (Type)
        {
            case WireType.Varint:
                _number = ReadVarint();
                break;
            case WireType.Fixed64:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case WireType.Fixed32:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            case WireType.Delimited:
                _bytes = Take(ReadVarint());
                break;
            default:
                throw OtlpException.Unreadable("a field has an unknown wire type.");
        }

        return true;
    }

    /// <summary>The field's bytes: an embedded message, or bytes.</summary>
    public readonly ReadOnlySpan<byte> Bytes() => Type == WireType.Delimited ? _bytes : throw WrongType();

    public readonly string Text()
    {
        try
        {
            return Strict.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw OtlpException.Unreadable("a text is not UTF-8.");
        }
    }

    public readonly ulong Fixed64() => Type == WireType.Fixed64 ? _number : throw WrongType();

    public readonly ulong Varint() => Type == WireType.Varint ? _number : throw WrongType();

    public readonly double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    private readonly OtlpException WrongType() => OtlpException.Unreadable($"field {Field} has another type.");

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw OtlpException.Unreadable("the message ends too early.");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i >= _rest.Length)
            {
                break;
            }

            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw OtlpException.Unreadable("a number does not end.");
    }
}
