namespace Mlops.Onnx.Protobuf;

/// <summary>One field as met in a message: its number and where its value lies in the file.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Type">The layout of the value.</param>
/// <param name="Value">The value of a varint; 0 for other layouts.</param>
/// <param name="Start">Offset of the value's first byte; for <see cref="WireType.Delimited"/>, of the first byte after the length.</param>
/// <param name="End">Offset after the value's last byte.</param>
internal readonly record struct ProtoField(int Number, WireType Type, ulong Value, long Start, long End)
{
    public long Length => End - Start;

    public bool IsDelimited => Type == WireType.Delimited;

    public bool IsVarint => Type == WireType.Varint;

    public long Int64 => unchecked((long)Value);

    public int Int32 => unchecked((int)Value);
}
