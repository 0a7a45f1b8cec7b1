using Microsoft.ML.OnnxRuntime;
using Mlops.Onnx.Graph;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>Runs a loaded model once on zeros.</summary>
internal static class TrialInference
{
    public static OnnxInference Run(InferenceSession session, RunOptions run, ModelDescription model, string path)
    {
        if (!model.Limits.RunInference)
        {
            return Skipped("it is switched off");
        }

        var inputs = model.Inputs;
        if (inputs.Select(ZeroTensors.Obstacle).FirstOrDefault(obstacle => obstacle is not null) is { } obstacle)
        {
            return Skipped(obstacle);
        }

        string? refusal = null;
        foreach (var shapes in TrialShape.Candidates(inputs))
        {
            if (ZeroTensors.Bytes(inputs, shapes) > model.Limits.MaxTensorBytes)
            {
                continue;
            }

            try
            {
                return Run(session, run, inputs, shapes);
            }
            catch (OnnxRuntimeException e) when (!run.Terminate)
            {
                refusal ??= RuntimeMessage.Of(e, path);
            }
        }

        return refusal is null
            ? Skipped($"its inputs take more than {model.Limits.MaxTensorBytes:N0} bytes")
            : new OnnxInference(OnnxInferenceStatus.Failed, refusal, [], []);
    }

    private static OnnxInference Run(InferenceSession session, RunOptions run, IReadOnlyList<OnnxTensor> inputs, long[][] shapes)
    {
        List<OrtValue> values = [];
        try
        {
            for (var i = 0; i < inputs.Count; i++)
            {
                values.Add(ZeroTensors.Create(inputs[i], shapes[i]));
            }

            using var results = session.Run(run, [.. inputs.Select(input => input.Name)], values, session.OutputNames);
            return new OnnxInference(
                OnnxInferenceStatus.Ran,
                null,
                [.. inputs.Zip(shapes, (input, shape) => input with { Shape = Fixed(shape) })],
                [.. session.OutputNames.Zip(results, Describe)]);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    private static OnnxTensor Describe(string name, OrtValue value)
    {
        if (!value.IsTensor)
        {
            return new OnnxTensor(name, value.IsSparseTensor ? "sparse_tensor" : "other", null);
        }

        var tensor = value.GetTensorTypeAndShape();
        return new OnnxTensor(name, ElementType.Name((int)tensor.ElementDataType), Fixed(tensor.Shape));
    }

    private static OnnxDimension[] Fixed(long[] shape) => [.. shape.Select(size => new OnnxDimension(size, null))];

    private static OnnxInference Skipped(string reason) => new(OnnxInferenceStatus.Skipped, reason, [], []);
}
