using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>Files that are refused before ONNX Runtime sees them.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly ModelDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task An_empty_file_is_refused() => RefusedAsync([], "is empty");

    [Fact]
    public Task Bytes_that_are_no_protobuf_are_refused() => RefusedAsync([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "ten bytes");

    [Fact]
    public Task A_text_file_is_refused() => RefusedAsync("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"u8.ToArray(), "protobuf");

    [Fact]
    public Task A_pickle_is_refused_as_no_model() => RefusedAsync([0x80, 0x04, 0x95, 0x1D, 0, 0, 0, 0, 0, 0, 0, 0x8C, 5, .. "posix"u8, 0x8C, 6, .. "system"u8, 0x93, 0x2E], "protobuf");

    [Fact]
    public async Task Every_truncation_of_a_model_is_refused()
    {
        var whole = Tiny.Valid();
        for (var length = 0; length < whole.Length; length++)
        {
            var inspection = await _directory.InspectAsync(whole[..length]);
            Assert.True(inspection.Outcome == ModelInspectionOutcome.Invalid, $"{length}: {inspection.Message}");
        }
    }

    [Fact]
    public Task A_model_without_a_graph_is_refused() => RefusedAsync(new Proto().Varint(1, 8).Message(8, Tiny.Opset("", 17)), "no graph");

    [Fact]
    public Task A_model_without_an_ir_version_is_refused() => RefusedAsync(Tiny.Model(Tiny.AddGraph(), ir: 0), "no IR version");

    [Fact]
    public Task A_model_without_an_operator_set_is_refused() => RefusedAsync(new Proto().Varint(1, 8).Message(7, Tiny.AddGraph()), "no operator set");

    [Fact]
    public Task A_field_that_claims_more_than_there_is_is_refused() => RefusedAsync(Tiny.Model(new Proto().Claim(5, 1L << 40)), "past the end");

    [Fact]
    public Task A_field_that_claims_a_length_beyond_any_file_is_refused() => RefusedAsync(new Proto().Claim(7, -1), "past the end");

    [Fact]
    public Task A_group_is_refused() => RefusedAsync(new Proto().Raw([0x0B, 0x0B, 0x0C, 0x0C]), "wire type");

    [Fact]
    public Task Field_number_zero_is_refused() => RefusedAsync(new Proto().Varint(0, 1), "impossible tag");

    [Fact]
    public Task A_tensor_that_holds_less_than_it_declares_is_refused() =>
        RefusedAsync(Tiny.Model(Tiny.AddGraph(Tiny.Tensor("w", Tiny.Float, [1L << 40], new byte[4]))), "4 bytes for it");

    [Fact]
    public Task A_tensor_without_data_is_refused() =>
        RefusedAsync(Tiny.Model(Tiny.AddGraph(Tiny.Tensor("w", Tiny.Float, [1L << 30], null))), "has fewer");

    [Fact]
    public Task A_tensor_whose_size_overflows_is_refused() =>
        RefusedAsync(Tiny.Model(Tiny.AddGraph(Tiny.Tensor("w", Tiny.Float, [1L << 62, 1L << 62, 1L << 62], null))), "impossible size");

    [Fact]
    public Task A_tensor_with_a_negative_dimension_is_refused() =>
        RefusedAsync(Tiny.Model(Tiny.AddGraph(Tiny.Tensor("w", Tiny.Float, [-1], new byte[4]))), "negative dimension");

    [Fact]
    public Task A_sparse_tensor_that_unfolds_beyond_the_bound_is_refused()
    {
        var sparse = new Proto()
            .Message(1, Tiny.Weight("s"))
            .Message(2, Tiny.Tensor("", Tiny.Int64, [1], new byte[8]))
            .Varint(3, 1L << 40);
        return RefusedAsync(Tiny.Model(Tiny.AddGraph().Message(15, sparse)), "unfolds");
    }

    [Fact]
    public Task Deep_nesting_is_refused()
    {
        var graph = Tiny.AddGraph();
        for (var depth = 0; depth < 200; depth++)
        {
            graph = Tiny.Graph([Tiny.Node("If", ["c"], ["y"], Tiny.GraphAttribute("then_branch", graph))], [], [], []);
        }

        return RefusedAsync(Tiny.Model(graph), "deeper");
    }

    [Fact]
    public Task A_deeply_nested_type_is_refused()
    {
        var type = new Proto().Message(1, Tiny.TensorType(Tiny.Float));
        for (var depth = 0; depth < 200; depth++)
        {
            type = new Proto().Message(4, new Proto().Message(1, type));
        }

        return RefusedAsync(Tiny.Model(Tiny.AddGraph().Message(11, new Proto().Text(1, "z").Message(2, type))), "nested deeper");
    }

    [Fact]
    public Task A_name_of_a_megabyte_is_refused() =>
        RefusedAsync(Tiny.Model(Tiny.AddGraph().Message(11, Tiny.Value(new string('n', 1 << 20), Tiny.Float))), "at most");

    [Fact]
    public async Task Names_that_would_fill_memory_are_refused()
    {
        var one = new Proto().Message(5, Tiny.Tensor(new string('n', 4000), Tiny.Float, [0], [])).ToBytes();
        await RefusedAsync(Tiny.Model(new Proto().Raw([.. Enumerable.Repeat(one, 10_000).SelectMany(b => b)])), "too many or too long names");
    }

    [Fact]
    public async Task A_model_beyond_the_size_limit_is_refused_unread()
    {
        _directory.Configure = options => options.MaxFileBytes = 100;

        var inspection = await _directory.InspectAsync(Tiny.Valid());

        Assert.Equal(ModelInspectionOutcome.Invalid, inspection.Outcome);
        Assert.Contains("at most 100 are allowed", inspection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OnnxModelTags.Sha256, inspection.Tags.Keys);
    }

    [Fact]
    public async Task A_refused_model_keeps_what_is_known_of_its_file()
    {
        var inspection = await _directory.InspectAsync([1, 2, 3]);

        var model = OnnxModelTags.Read(inspection.Tags)!;
        Assert.Equal((false, "model.onnx", 3L), (model.Valid, model.File, model.Size));
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", model.Sha256);
        Assert.Null(model.IrVersion);
    }

    private Task RefusedAsync(Proto model, string because) => RefusedAsync(model.ToBytes(), because);

    private async Task RefusedAsync(byte[] model, string because)
    {
        var inspection = await _directory.InspectAsync(model);

        Assert.Equal(ModelInspectionOutcome.Invalid, inspection.Outcome);
        Assert.Contains(because, inspection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ONNX Runtime", inspection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_directory.Outside, inspection.Message, StringComparison.Ordinal);
        Assert.Equal(("false", inspection.Message), (inspection.Tags[OnnxModelTags.Valid], inspection.Tags[OnnxModelTags.Message]));
    }
}
