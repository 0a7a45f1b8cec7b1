using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>What ONNX Runtime made of a model.</summary>
/// <param name="Outcome">Whether it loads.</param>
/// <param name="Message">Why; finishes a sentence that begins with the file's name.</param>
/// <param name="Inference">The trial inference; null when the model did not load.</param>
internal sealed record RuntimeReport(ModelInspectionOutcome Outcome, string Message, OnnxInference? Inference);
