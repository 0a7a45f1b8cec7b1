namespace Mlops.Tracking.Registry;

/// <summary>A set of operators that a model relies on (<c>OperatorSetIdProto</c>).</summary>
/// <param name="Domain">The domain; <c>ai.onnx</c> for the default one, which files write as the empty text.</param>
/// <param name="Version">The version of the set.</param>
public sealed record OnnxOpset(string Domain, long Version);
