namespace Mlops.Onnx.Protobuf;

/// <summary>How a field's value is laid out (Protocol Buffers encoding, "message structure"). Groups (3 and 4) are refused.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Delimited = 2,
    Fixed32 = 5,
}
