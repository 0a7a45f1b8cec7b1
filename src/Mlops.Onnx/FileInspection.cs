using Mlops.Tracking.Registry;

namespace Mlops.Onnx;

/// <summary>What was found about one model file.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">What is known, with the message.</param>
/// <param name="External">Its external data files: paths relative to the inspected folder, with their sizes.</param>
internal sealed record FileInspection(ModelInspectionOutcome Outcome, OnnxModel Model, IReadOnlyList<ModelFile> External);
