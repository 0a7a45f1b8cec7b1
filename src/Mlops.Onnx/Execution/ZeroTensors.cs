using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mlops.Onnx.Graph;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>Tensors of zeros (or empty texts) for a trial inference.</summary>
internal static class ZeroTensors
{
    private static readonly Dictionary<string, TensorElementType> s_types = new()
    {
        ["float32"] = TensorElementType.Float,
        ["uint8"] = TensorElementType.UInt8,
        ["int8"] = TensorElementType.Int8,
        ["uint16"] = TensorElementType.UInt16,
        ["int16"] = TensorElementType.Int16,
        ["int32"] = TensorElementType.Int32,
        ["int64"] = TensorElementType.Int64,
        ["string"] = TensorElementType.String,
        ["bool"] = TensorElementType.Bool,
        ["float16"] = TensorElementType.Float16,
        ["float64"] = TensorElementType.Double,
        ["uint32"] = TensorElementType.UInt32,
        ["uint64"] = TensorElementType.UInt64,
        ["bfloat16"] = TensorElementType.BFloat16,
    };

    /// <summary>Why no tensor can be made up for the input, or null when one can.</summary>
    public static string? Obstacle(OnnxTensor input) =>
        !s_types.ContainsKey(input.DataType) ? $"input '{input.Name}' is of type {input.DataType}"
        : input.Shape is null ? $"input '{input.Name}' has no known rank"
        : null;

    /// <summary>Bytes that tensors of these shapes take together; a text counts as 32.</summary>
    public static Int128 Bytes(IReadOnlyList<OnnxTensor> inputs, long[][] shapes)
    {
        Int128 sum = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            Int128 elements = 1;
            foreach (var size in shapes[i])
            {
                // Saturates: beyond this it is refused anyway.
                elements = Int128.Min(elements * size, long.MaxValue);
            }

            sum += ElementType.Bytes((int)s_types[inputs[i].DataType], (long)elements) ?? elements * 32;
        }

        return sum;
    }

    public static OrtValue Create(OnnxTensor input, long[] shape)
    {
        var type = s_types[input.DataType];
        if (type == TensorElementType.String)
        {
            return OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        }

        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);
        value.GetTensorMutableRawData().Clear();
        return value;
    }
}
