namespace Mlops.Tracking.Registry;

/// <summary>The outcome of one trial inference on tensors of zeros.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Message">Why it did not run, in one sentence; null when it ran.</param>
/// <param name="Inputs">The tensors given, with the sizes chosen for open dimensions; empty unless it ran.</param>
/// <param name="Outputs">The tensors that came back; empty unless it ran.</param>
public sealed record OnnxInference(
    OnnxInferenceStatus Status,
    string? Message,
    IReadOnlyList<OnnxTensor> Inputs,
    IReadOnlyList<OnnxTensor> Outputs);
