using System.Text;

namespace Mlops.Onnx.Tests;

/// <summary>Writes one protobuf message, well-formed or not.</summary>
internal sealed class Proto
{
    private readonly List<byte> _bytes = [];

    public byte[] ToBytes() => [.. _bytes];

    public Proto Varint(int field, long value)
    {
        Number((ulong)field << 3);
        Number(unchecked((ulong)value));
        return this;
    }

    public Proto Bytes(int field, ReadOnlySpan<byte> value) => Claim(field, value.Length).Raw(value);

    public Proto Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public Proto Message(int field, Proto value) => Bytes(field, value.ToBytes());

    public Proto Messages(int field, IEnumerable<Proto> values)
    {
        foreach (var value in values)
        {
            Message(field, value);
        }

        return this;
    }

    /// <summary>A length-delimited field's head, with the length claimed and nothing behind it.</summary>
    public Proto Claim(int field, long length)
    {
        Number(((ulong)field << 3) | 2);
        Number((ulong)length);
        return this;
    }

    public Proto Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
