namespace Mlops.Onnx.Graph;

/// <summary>ONNX's element types (<c>TensorProto.DataType</c>): their names here and their width.</summary>
internal static class ElementType
{
    public const int Undefined = 0;

    // By number: the STAC MLM name where there is one, else ONNX's own; bits per element, 0 for those without a fixed width.
    private static readonly (string Name, int Bits)[] s_types =
    [
        ("undefined", 0), ("float32", 32), ("uint8", 8), ("int8", 8), ("uint16", 16), ("int16", 16), ("int32", 32), ("int64", 64),
        ("string", 0), ("bool", 8), ("float16", 16), ("float64", 64), ("uint32", 32), ("uint64", 64), ("cfloat32", 64), ("cfloat64", 128),
        ("bfloat16", 16), ("float8e4m3fn", 8), ("float8e4m3fnuz", 8), ("float8e5m2", 8), ("float8e5m2fnuz", 8), ("uint4", 4), ("int4", 4),
        ("float4e2m1", 4), ("float8e8m0", 8), ("uint2", 2), ("int2", 2),
    ];

    // Microsoft.ML.OnnxRuntime 1.31.1 throws when a session has one of these at its edge, though the engine itself knows them.
    private static readonly string[] s_unopened =
        ["float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1", "float8e8m0", "uint2", "int2"];

    /// <summary>Whether the runtime's .NET API opens models that take or give tensors of a type.</summary>
    public static bool IsOpened(string name) => !s_unopened.Contains(name);

    public static string Name(int type) => type > 0 && type < s_types.Length ? s_types[type].Name : "other";

    public static int Bits(int type) => type > 0 && type < s_types.Length ? s_types[type].Bits : 0;

    /// <summary>Bytes of <paramref name="count"/> elements side by side, or null when the type has no fixed width.</summary>
    public static Int128? Bytes(int type, long count) => Bits(type) is var bits and > 0 ? (((Int128)count * bits) + 7) / 8 : null;
}
