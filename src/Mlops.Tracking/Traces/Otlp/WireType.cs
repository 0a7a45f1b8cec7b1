namespace Mlops.Tracking.Traces.Otlp;

/// <summary>The ways in which protobuf writes a value.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Delimited = 2,
    Fixed32 = 5,
}
