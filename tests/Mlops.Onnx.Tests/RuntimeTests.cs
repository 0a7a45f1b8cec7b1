using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using Mlops.Onnx.Execution;
using Mlops.Onnx.Graph;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>What ONNX Runtime makes of models that pass the checks before it.</summary>
public sealed class RuntimeTests : IDisposable
{
    private readonly ModelDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_model_with_an_unknown_operator_is_invalid_and_the_message_names_no_path_of_the_host()
    {
        var graph = Tiny.Graph([Tiny.Node("Frobnicate", ["x"], ["y"])], [], [Tiny.Value("x", Tiny.Float, 1)], [Tiny.Value("y", Tiny.Float, 1)]);

        var inspection = await _directory.InspectAsync(Tiny.Model(graph));

        Assert.Equal(ModelInspectionOutcome.Invalid, inspection.Outcome);
        Assert.Contains("Frobnicate", inspection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), inspection.Message, StringComparison.Ordinal);
        Assert.Null(OnnxModelTags.Read(inspection.Tags)!.Inference);
    }

    [Theory]
    [InlineData(17, "float8e4m3fn")]
    [InlineData(18, "float8e4m3fnuz")]
    [InlineData(19, "float8e5m2")]
    [InlineData(20, "float8e5m2fnuz")]
    [InlineData(21, "uint4")]
    [InlineData(22, "int4")]
    public async Task A_sound_model_whose_edge_the_runtime_for_NET_cannot_open_is_valid_without_a_trial(int type, string name)
    {
        var graph = Tiny.Graph([Tiny.Node("Identity", ["x"], ["y"])], [], [Tiny.Value("x", type, 1)], [Tiny.Value("y", type, 1)]);

        var inspection = await _directory.InspectAsync(Tiny.Model(graph, ir: 10, opset: 21));

        Assert.Equal(ModelInspectionOutcome.Valid, inspection.Outcome);
        var inference = OnnxModelTags.Read(inspection.Tags)!.Inference!;
        Assert.Equal(OnnxInferenceStatus.Skipped, inference.Status);
        Assert.Contains(name, inference.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inference_gives_open_dimensions_the_size_one()
    {
        var inference = await InferAsync(Tiny.AddGraph());

        Assert.Equal((OnnxInferenceStatus.Ran, null), (inference.Status, inference.Message));
        Assert.Equal([1, 2], Assert.Single(inference.Inputs).MlmShape!);
        Assert.Equal([1, 2], Assert.Single(inference.Outputs).MlmShape!);
    }

    [Fact]
    public async Task Inference_tries_larger_sizes_when_the_graph_refuses_one()
    {
        var kernel = Tiny.Attribute("kernel_shape", 7, a => a.Varint(8, 7).Varint(8, 7));
        var graph = Tiny.Graph(
            [Tiny.Node("MaxPool", ["x"], ["y"], kernel)],
            [],
            [Tiny.Value("x", Tiny.Float, "n", 3, "height", "width")],
            [Tiny.Value("y", Tiny.Float, null, null, null, null)]);

        var inference = await InferAsync(graph);

        Assert.Equal([1, 3, 224, 224], Assert.Single(inference.Inputs).MlmShape!);
        Assert.Equal([1, 3, 218, 218], Assert.Single(inference.Outputs).MlmShape!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(16)]
    public async Task Inference_makes_up_inputs_of_every_common_type(int type)
    {
        var inference = await InferAsync(Identity(Tiny.Value("x", type, "n", 2), Tiny.Value("y", type, "n", 2)));

        Assert.True(inference.Status == OnnxInferenceStatus.Ran, inference.Message);
        Assert.Equal(inference.Inputs[0].DataType, inference.Outputs[0].DataType);
    }

    [Fact]
    public async Task Inference_is_skipped_when_the_inputs_would_take_more_than_the_bound()
    {
        _directory.Configure = options => options.MaxTensorBytes = 1000;

        var inference = await InferAsync(Identity(Tiny.Value("x", Tiny.Float, 1 << 30, 1 << 30), Tiny.Value("y", Tiny.Float, null, null)));

        Assert.Equal((OnnxInferenceStatus.Skipped, "its inputs take more than 1,000 bytes"), (inference.Status, inference.Message));
    }

    [Fact]
    public async Task Inference_is_skipped_when_an_input_cannot_be_made_up()
    {
        var sequence = new Proto().Text(1, "x").Message(2, new Proto().Message(4, new Proto().Message(1, new Proto().Message(1, Tiny.TensorType(Tiny.Float)))));
        var y = new Proto().Text(1, "y").Message(2, new Proto().Message(4, new Proto().Message(1, new Proto().Message(1, Tiny.TensorType(Tiny.Float)))));

        var inference = await InferAsync(Identity(sequence, y));

        Assert.Equal((OnnxInferenceStatus.Skipped, "input 'x' is of type sequence(float32)"), (inference.Status, inference.Message));
    }

    [Fact]
    public async Task Inference_can_be_switched_off()
    {
        _directory.Configure = options => options.RunInference = false;

        Assert.Equal(OnnxInferenceStatus.Skipped, (await InferAsync(Tiny.AddGraph())).Status);
    }

    [Fact]
    public async Task A_model_that_refuses_zeros_is_valid_all_the_same()
    {
        var graph = Tiny.Graph(
            [Tiny.Node("Reshape", ["x", "shape"], ["y"])],
            [Tiny.Tensor("shape", Tiny.Int64, [1], [7, 0, 0, 0, 0, 0, 0, 0])],
            [Tiny.Value("x", Tiny.Float, 5)],
            [Tiny.Value("y", Tiny.Float, (object?)null)]);

        var inference = await InferAsync(graph);

        Assert.Equal(OnnxInferenceStatus.Failed, inference.Status);
        Assert.NotEmpty(inference.Message!);
    }

    [Fact]
    public async Task A_graph_that_asks_for_more_memory_than_allowed_fails_its_inference()
    {
        _directory.Configure = options => options.MaxRuntimeBytes = 16 << 20;
        var graph = Tiny.Graph(
            [Tiny.Node("ConstantOfShape", ["x"], ["big"]), Tiny.Node("ReduceMax", ["big"], ["y"], Tiny.Attribute("keepdims", 2, a => a.Varint(3, 0)))],
            [Tiny.Tensor("x", Tiny.Int64, [2], [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])],
            [],
            [Tiny.Value("y", Tiny.Float)]);

        var inference = await InferAsync(graph);

        Assert.Equal(OnnxInferenceStatus.Failed, inference.Status);
    }

    [Fact]
    public async Task A_graph_that_never_ends_is_stopped_and_gives_its_place_to_the_next()
    {
        _directory.Configure = options => options.InferenceTimeout = TimeSpan.FromMilliseconds(50);
        var endless = await InferAsync(EndlessLoop());
        _directory.Configure = null;

        Assert.Equal(OnnxInferenceStatus.TimedOut, endless.Status);
        Assert.Equal(OnnxInferenceStatus.Ran, (await InferAsync(Identity(Tiny.Value("x", 9, 1), Tiny.Value("y", 9, 1)))).Status);
    }

    [Fact]
    public async Task A_model_that_hangs_while_it_loads_is_inconclusive_and_keeps_its_place_until_the_runtime_lets_go()
    {
        using var letGo = new ManualResetEventSlim();
        var options = new OnnxOptions { LoadTimeout = TimeSpan.FromMilliseconds(50) };
        using var runtime = new ModelRuntime(Options.Create(options), TimeProvider.System)
        {
            Open = (path, session) =>
            {
                letGo.Wait();
                return new InferenceSession(path, session);
            },
        };

        var hanging = await TryAsync();
        var waiting = await TryAsync();
        letGo.Set();
        var next = await TryAsync();
        while (next.Outcome == ModelInspectionOutcome.Inconclusive)
        {
            next = await TryAsync();
        }

        Assert.Equal(ModelInspectionOutcome.Inconclusive, hanging.Outcome);
        Assert.Contains("did not load", hanging.Message, StringComparison.Ordinal);
        Assert.Contains("busy", waiting.Message, StringComparison.Ordinal);
        Assert.Equal(ModelInspectionOutcome.Valid, next.Outcome);

        Task<RuntimeReport> TryAsync() =>
            runtime.TryAsync(_directory.Write("model.onnx", Tiny.Valid()), new ModelDescription(options), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Cancellation_ends_an_inspection()
    {
        var model = _directory.Write("model.onnx", Tiny.Valid());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _directory.Inspector().InspectAsync(model, new CancellationToken(true)));
    }

    [Fact]
    public async Task Cancellation_stops_a_model_that_runs()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var model = _directory.Write("model.onnx", Tiny.Model(EndlessLoop()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _directory.Inspector().InspectAsync(model, stop.Token));
        Assert.Equal(OnnxInferenceStatus.Ran, (await InferAsync(Tiny.AddGraph())).Status);
    }

    [Fact]
    public async Task Several_models_may_be_inspected_at_once()
    {
        _directory.Configure = options => options.MaxConcurrency = 3;
        var files = Enumerable.Range(0, 12).Select(i => _directory.Write($"{i}.onnx", Tiny.Valid())).ToArray();

        var inspections = await Task.WhenAll(files.Select(_directory.InspectAsync));

        Assert.All(inspections, inspection => Assert.Equal(ModelInspectionOutcome.Valid, inspection!.Outcome));
    }

    private static Proto Identity(Proto input, Proto output) => Tiny.Graph([Tiny.Node("Identity", ["x"], ["y"])], [], [input], [output]);

    /// <summary>A loop whose condition stays true and whose trip count is the largest there is.</summary>
    private static Proto EndlessLoop()
    {
        var body = Tiny.Graph(
            [Tiny.Node("Identity", ["condition"], ["go_on"]), Tiny.Node("Identity", ["value"], ["next"])],
            [],
            [Tiny.Value("i", Tiny.Int64), Tiny.Value("condition", 9), Tiny.Value("value", Tiny.Float, 1)],
            [Tiny.Value("go_on", 9), Tiny.Value("next", Tiny.Float, 1)]);
        return Tiny.Graph(
            [Tiny.Node("Loop", ["trips", "always", "x"], ["y"], Tiny.GraphAttribute("body", body))],
            [Tiny.Tensor("trips", Tiny.Int64, [], BitConverter.GetBytes(long.MaxValue)), Tiny.Tensor("always", 9, [], [1])],
            [Tiny.Value("x", Tiny.Float, 1)],
            [Tiny.Value("y", Tiny.Float, 1)]);
    }

    private async Task<OnnxInference> InferAsync(Proto graph)
    {
        var inspection = await _directory.InspectAsync(Tiny.Model(graph));
        Assert.True(inspection.Outcome == ModelInspectionOutcome.Valid, inspection.Message);
        return OnnxModelTags.Read(inspection.Tags)!.Inference!;
    }
}
