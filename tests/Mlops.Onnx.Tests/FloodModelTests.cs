using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>The one real model in the tests: a U-Net that PyTorch 2.5 exported.</summary>
public sealed class FloodModelTests : IDisposable
{
    private const string Name = "Sen1Floods11_0_0.5194225907325745.onnx";

    private readonly ModelDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_flood_model_is_valid_and_described_from_its_graph()
    {
        var inspection = await InspectAsync();

        Assert.Equal((ModelInspectionOutcome.Valid, "onnx"), (inspection.Outcome, inspection.Format));
        var model = OnnxModelTags.Read(inspection.Tags)!;
        Assert.True(model.Valid);
        Assert.Equal((8L, "pytorch", "2.5.0"), (model.IrVersion, model.ProducerName, model.ProducerVersion));
        Assert.Equal([new OnnxOpset("ai.onnx", 17)], model.Opsets);
        Assert.Equal(536_194, model.ParameterCount);
        AssertTensor("input.1", Assert.Single(model.Inputs));
        AssertTensor("55", Assert.Single(model.Outputs));
    }

    [Fact]
    public async Task The_flood_model_is_identified_by_path_size_and_hash()
    {
        var inspection = await InspectAsync();

        var file = new ModelFile(Name, 2_148_014, "12cc7edfe1450bc7ae0414db002a388da437f960ffdd4393528fad8e3ba9968f");
        Assert.Equal([file], inspection.Files);
        var model = OnnxModelTags.Read(inspection.Tags)!;
        Assert.Equal(file, new ModelFile(model.File!, model.Size!.Value, model.Sha256));
    }

    [Fact]
    public async Task The_flood_model_infers_once_on_zeros_of_its_own_shape()
    {
        var inference = OnnxModelTags.Read((await InspectAsync()).Tags)!.Inference!;

        Assert.Equal((OnnxInferenceStatus.Ran, null), (inference.Status, inference.Message));
        AssertTensor("input.1", Assert.Single(inference.Inputs));
        AssertTensor("55", Assert.Single(inference.Outputs));
    }

    private static void AssertTensor(string name, OnnxTensor tensor)
    {
        Assert.Equal((name, "float32", "float32"), (tensor.Name, tensor.DataType, tensor.MlmDataType));
        Assert.Equal([4, 2, 256, 256], tensor.MlmShape!);
    }

    private async Task<ModelInspection> InspectAsync()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "flood-model", Name), Path.Combine(_directory.Path, Name));
        return (await _directory.InspectAsync())!;
    }
}
