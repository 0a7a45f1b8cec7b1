namespace Mlops.Onnx.Graph;

/// <summary>What is kept of a tensor whose data was stepped over.</summary>
/// <param name="Name">Its name; empty for one inside an attribute.</param>
/// <param name="DataType">Its element type's number.</param>
/// <param name="Elements">Number of elements stored.</param>
internal readonly record struct TensorSummary(string Name, int DataType, long Elements);
