using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>What ONNX Runtime made of a model.</summary>
/// <param name="Outcome">Whether it loads.</param>
/// <param name="Message">Why; finishes a sentence that begins with the file's name.</param>
/// <param name="Inference">The trial inference; null when the model did not load.</param>
internal sealed record RuntimeReport(ModelInspectionOutcome Outcome, string Message, OnnxInference? Inference)
{
    /// <summary>A sound model that the runtime is not asked about.</summary>
    /// <param name="reason">Why not; a clause.</param>
    public static RuntimeReport LeftOut(string reason) => new(
        ModelInspectionOutcome.Valid, "is well-formed; the trial in ONNX Runtime was left out", new OnnxInference(OnnxInferenceStatus.Skipped, reason, [], []));
}
