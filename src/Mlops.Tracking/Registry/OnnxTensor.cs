namespace Mlops.Tracking.Registry;

/// <summary>An input or output of an ONNX graph.</summary>
/// <param name="Name">The value's name in the graph.</param>
/// <param name="DataType">
/// The element type in lower case: a data type of the STAC MLM extension where it has one (<c>float32</c>, <c>uint8</c>, <c>cfloat32</c>
/// …), else ONNX's own name (<c>bool</c>, <c>string</c>, <c>bfloat16</c> …); for a value that is no tensor its type expression,
/// e.g. <c>sequence(map(int64,float32))</c>.
/// </param>
/// <param name="Shape">The dimensions, outermost first; empty for a scalar; null when the rank is unknown or the value is no
/// tensor.</param>
public sealed record OnnxTensor(string Name, string DataType, IReadOnlyList<OnnxDimension>? Shape)
{
    private static readonly HashSet<string> s_mlm =
    [
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        "float16", "float32", "float64", "cint16", "cint32", "cfloat32", "cfloat64",
    ];

    /// <summary>The data type as the STAC MLM extension's closed list has it; <c>other</c> for what it lacks.</summary>
    public string MlmDataType => s_mlm.Contains(DataType) ? DataType : "other";

    /// <summary>
    /// The shape as the STAC MLM extension writes it: −1 for every size that is not fixed; null when the rank is unknown.
    /// </summary>
    public IReadOnlyList<long>? MlmShape => Shape is null ? null : [.. Shape.Select(dimension => dimension.Size ?? -1)];
}
