using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>What is read from graphs.</summary>
public sealed class InspectionTests : IDisposable
{
    private readonly ModelDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Inspection_reads_what_the_model_says_of_itself()
    {
        var model = await ReadAsync(Tiny.Model(Tiny.AddGraph()).Message(8, Tiny.Opset("com.example", 3)));

        Assert.Equal((8L, "tiny", "1.0"), (model.IrVersion, model.ProducerName, model.ProducerVersion));
        Assert.Equal([new OnnxOpset("ai.onnx", 17), new OnnxOpset("com.example", 3)], model.Opsets);
        Assert.Equal(1, model.ParameterCount);
        Assert.Equal("model.onnx", model.File);
    }

    [Fact]
    public async Task Symbolic_dimensions_keep_their_names_and_unknown_ones_stay_unknown()
    {
        var graph = Tiny.Graph(
            [Tiny.Node("Identity", ["x"], ["y"])],
            [],
            [Tiny.Value("x", Tiny.Float, "batch", null, 3)],
            [Tiny.Value("y", Tiny.Float, "batch", null, 3)]);

        var input = Assert.Single((await ReadAsync(Tiny.Model(graph))).Inputs);

        Assert.Equal([new OnnxDimension(null, "batch"), default, new OnnxDimension(3, null)], input.Shape!);
        Assert.Equal([-1, -1, 3], input.MlmShape!);
    }

    [Fact]
    public async Task Inputs_that_are_initializers_are_no_inputs()
    {
        var graph = Tiny.AddGraph().Message(11, Tiny.Value("w", Tiny.Float, 1));

        Assert.Equal("x", Assert.Single((await ReadAsync(Tiny.Model(graph, ir: 3))).Inputs).Name);
    }

    [Fact]
    public async Task Values_that_are_no_tensors_are_given_by_their_type()
    {
        // sequence<map<int64, float>>, as scikit-learn's classifiers give it.
        var map = new Proto().Message(5, new Proto().Varint(1, Tiny.Int64).Message(2, new Proto().Message(1, Tiny.TensorType(Tiny.Float))));
        var output = new Proto().Text(1, "probabilities").Message(2, new Proto().Message(4, new Proto().Message(1, map)));
        var labels = Tiny.Attribute("classlabels_int64s", 7, a => a.Varint(8, 0).Varint(8, 1));
        var graph = Tiny.Graph(
            [Tiny.Node("ZipMap", ["x"], ["probabilities"], labels).Text(7, "ai.onnx.ml")],
            [],
            [Tiny.Value("x", Tiny.Float, "batch", 2)],
            [output]);

        var model = await ReadAsync(Tiny.Model(graph).Message(8, Tiny.Opset("ai.onnx.ml", 3)));

        var tensor = Assert.Single(model.Outputs);
        Assert.Equal(("sequence(map(int64,float32))", "other", null), (tensor.DataType, tensor.MlmDataType, tensor.Shape));
        Assert.Equal(OnnxInferenceStatus.Ran, model.Inference!.Status);
    }

    [Fact]
    public async Task Parameters_in_nested_graphs_and_sparse_initializers_count()
    {
        var branch = Tiny.Graph([Tiny.Node("Identity", ["inner"], ["b"])], [Tiny.Tensor("inner", Tiny.Float, [2], new byte[8])], [], [Tiny.Value("b", Tiny.Float, 2)]);
        var sparse = new Proto()
            .Message(1, Tiny.Tensor("s", Tiny.Float, [3], new byte[12]))
            .Message(2, Tiny.Tensor("", Tiny.Int64, [3], [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]))
            .Varint(3, 100);
        var graph = Tiny.Graph(
            [
                Tiny.Node("If", ["condition"], ["y"], Tiny.GraphAttribute("then_branch", branch), Tiny.GraphAttribute("else_branch", branch)),
                Tiny.Node("Identity", ["s"], ["t"]),
            ],
            [],
            [Tiny.Value("condition", 9)],
            [Tiny.Value("y", Tiny.Float, 2), Tiny.Value("t", Tiny.Float, 100)]).Message(15, sparse);

        var model = await ReadAsync(Tiny.Model(graph));

        Assert.Equal(2 + 2 + 3, model.ParameterCount);
    }

    [Fact]
    public async Task A_folder_without_an_onnx_file_is_not_for_this_inspector()
    {
        _directory.Write("model.bin", Tiny.Valid());
        _directory.Write("onnx", Tiny.Valid());

        Assert.Null(await _directory.InspectAsync());
        Assert.Null(await _directory.InspectAsync(Path.Combine(_directory.Path, "model.bin")));
    }

    [Theory]
    [InlineData("model.onnx", true)]
    [InlineData("a/b/MODEL.ONNX", true)]
    [InlineData("model.onnx.data", false)]
    [InlineData("model.onnx/x", false)]
    [InlineData("onnx", false)]
    public void Files_are_recognised_by_name(string path, bool recognised) => Assert.Equal(recognised, _directory.Inspector().Recognises(path));

    [Fact]
    public async Task A_single_file_may_be_inspected_without_its_neighbours()
    {
        _directory.Write("bad.onnx", [1, 2, 3]);

        var inspection = await _directory.InspectAsync(_directory.Write("good.onnx", Tiny.Valid()));

        Assert.Equal(ModelInspectionOutcome.Valid, inspection!.Outcome);
        Assert.Equal("good.onnx", Assert.Single(inspection.Files).Path);
    }

    [Fact]
    public async Task Of_several_models_the_one_nearest_the_top_is_described_and_all_must_be_valid()
    {
        _directory.Write("a/decoder.onnx", Tiny.Valid());
        _directory.Write("model.onnx", Tiny.Valid());
        _directory.Write("encoder.onnx", Tiny.Valid());

        var sound = await _directory.InspectAsync();
        _directory.Write("a/decoder.onnx", [1, 2, 3]);
        var broken = await _directory.InspectAsync();

        Assert.Equal(ModelInspectionOutcome.Valid, sound!.Outcome);
        Assert.Equal(["model.onnx", "encoder.onnx", "a/decoder.onnx"], sound.Files.Select(file => file.Path));
        Assert.Equal(ModelInspectionOutcome.Invalid, broken!.Outcome);
        Assert.StartsWith("a/decoder.onnx ", broken.Message, StringComparison.Ordinal);
        Assert.Equal("model.onnx", broken.Tags[OnnxModelTags.File]);
    }

    [Fact]
    public async Task More_model_files_than_allowed_are_refused()
    {
        _directory.Configure = options => options.MaxFiles = 2;
        foreach (var name in (string[])["a.onnx", "b.onnx", "c.onnx"])
        {
            _directory.Write(name, Tiny.Valid());
        }

        var inspection = await _directory.InspectAsync();

        Assert.Equal(ModelInspectionOutcome.Invalid, inspection!.Outcome);
        Assert.Equal("false", inspection.Tags[OnnxModelTags.Valid]);
    }

    [Fact]
    public async Task A_model_that_is_gone_is_inconclusive_and_leaves_no_tags()
    {
        var inspection = await _directory.InspectAsync(Path.Combine(_directory.Path, "gone.onnx"));

        Assert.Equal(ModelInspectionOutcome.Inconclusive, inspection!.Outcome);
        Assert.Empty(inspection.Tags);
    }

    private async Task<OnnxModel> ReadAsync(Proto model)
    {
        var inspection = await _directory.InspectAsync(model);
        Assert.True(inspection.Outcome == ModelInspectionOutcome.Valid, inspection.Message);
        return OnnxModelTags.Read(inspection.Tags)!;
    }
}
