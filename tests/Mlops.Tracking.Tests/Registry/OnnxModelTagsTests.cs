using CsCheck;
using Mlops.Tracking.Registry;

namespace Mlops.Tracking.Tests.Registry;

public sealed class OnnxModelTagsTests
{
    private static readonly OnnxModel s_model = new()
    {
        Valid = true,
        Message = "model.onnx loads.",
        File = "model.onnx",
        Size = 2_148_014,
        Sha256 = new string('a', 64),
        IrVersion = 8,
        Opsets = [new OnnxOpset("ai.onnx", 17), new OnnxOpset("ai.onnx.ml", 3)],
        ProducerName = "pytorch",
        ProducerVersion = "2.5.0",
        Inputs = [new OnnxTensor("x", "float32", [new OnnxDimension(null, "batch"), default, new OnnxDimension(3, null)])],
        Outputs = [new OnnxTensor("label", "string", null), new OnnxTensor("score", "float64", [])],
        ParameterCount = 536_194,
        Inference = new OnnxInference(
            OnnxInferenceStatus.TimedOut,
            "it \"hung\"",
            [],
            [new OnnxTensor("score", "float64", [new OnnxDimension(1, null)])]),
    };

    [Fact]
    public void A_model_is_written_as_compact_readable_values()
    {
        var tags = OnnxModelTags.Write(s_model);

        Assert.Equal("true", tags["mlops.onnx.valid"]);
        Assert.Equal("""{"ai.onnx":17,"ai.onnx.ml":3}""", tags["mlops.onnx.opset"]);
        Assert.Equal("""[{"name":"x","data_type":"float32","shape":["batch",null,3]}]""", tags["mlops.onnx.inputs"]);
        Assert.Equal("""[{"name":"label","data_type":"string","shape":null},{"name":"score","data_type":"float64","shape":[]}]""", tags["mlops.onnx.outputs"]);
        Assert.Equal(
            """{"status":"timed_out","message":"it \"hung\"","inputs":[],"outputs":[{"name":"score","data_type":"float64","shape":[1]}]}""",
            tags["mlops.onnx.inference"]);
        Assert.Equal(("2148014", "536194", "8"), (tags["mlops.onnx.size"], tags["mlops.onnx.parameter_count"], tags["mlops.onnx.ir_version"]));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var tags = OnnxModelTags.Write(s_model);

        var read = OnnxModelTags.Read(tags)!;

        Assert.Equal(tags, OnnxModelTags.Write(read));
        Assert.Equal(s_model.Opsets, read.Opsets);
        Assert.Equal(s_model.Inputs[0].Shape!, read.Inputs[0].Shape!);
        Assert.Null(read.Outputs[0].Shape);
        Assert.Equal((s_model.Inference!.Status, s_model.Inference.Message), (read.Inference!.Status, read.Inference.Message));
    }

    [Fact]
    public void What_is_not_known_has_no_tag()
    {
        var tags = OnnxModelTags.Write(new OnnxModel { Valid = false, Message = "model.onnx is empty." });

        Assert.Equal(["mlops.onnx.message", "mlops.onnx.valid"], tags.Keys.Order());
        Assert.Null(OnnxModelTags.Read(tags)!.ParameterCount);
    }

    [Fact]
    public void Types_and_shapes_translate_to_the_words_of_the_model_extension()
    {
        Assert.Equal("other", s_model.Outputs[0].MlmDataType);
        Assert.Equal("float64", s_model.Outputs[1].MlmDataType);
        Assert.Equal([-1, -1, 3], s_model.Inputs[0].MlmShape!);
        Assert.Null(s_model.Outputs[0].MlmShape);
    }

    [Fact]
    public void Values_too_long_for_a_tag_stay_well_formed()
    {
        var many = Enumerable.Range(0, 500).Select(i => new OnnxTensor($"past_key_values.{i}.key", "float16", [new OnnxDimension(null, "batch")])).ToArray();
        var tags = OnnxModelTags.Write(s_model with
        {
            Message = new string('m', 9000),
            ProducerName = new string('p', 9000),
            Inputs = many,
            Inference = new OnnxInference(OnnxInferenceStatus.Ran, new string('"', 9000), many, many),
        });

        Assert.All(tags.Values, value => Assert.InRange(value.Length, 0, 5000));
        var read = OnnxModelTags.Read(tags)!;
        Assert.Equal(many.Take(read.Inputs.Count).Select(t => t.Name), read.Inputs.Select(t => t.Name));
        Assert.InRange(read.Inputs.Count, 50, 100);
        Assert.NotEmpty(read.Inference!.Outputs);
    }

    [Fact]
    public void Text_from_a_file_is_cleaned_of_what_stores_choke_on()
    {
        var tags = OnnxModelTags.Write(s_model with { ProducerName = "a\0b\nc\ud800d" });

        Assert.Equal("a b c\ufffdd", tags["mlops.onnx.producer_name"]);
    }

    [Theory]
    [InlineData("mlops.onnx.inputs", "not json")]
    [InlineData("mlops.onnx.inputs", "{}")]
    [InlineData("mlops.onnx.inputs", "[1]")]
    [InlineData("mlops.onnx.inputs", """[{"name":"x"}]""")]
    [InlineData("mlops.onnx.inputs", """[{"name":null,"data_type":"x","shape":null}]""")]
    [InlineData("mlops.onnx.inputs", """[{"name":"x","data_type":"y","shape":[1.5]}]""")]
    [InlineData("mlops.onnx.inputs", """[{"name":"x","data_type":"y","shape":[{}]}]""")]
    [InlineData("mlops.onnx.inputs", """[{"name":"x","data_type":"y","shape":[99999999999999999999]}]""")]
    [InlineData("mlops.onnx.opset", "17")]
    [InlineData("mlops.onnx.opset", """{"ai.onnx":"17"}""")]
    [InlineData("mlops.onnx.inference", "[]")]
    [InlineData("mlops.onnx.inference", """{"status":1}""")]
    [InlineData("mlops.onnx.inference", """{"status":"elsewise"}""")]
    [InlineData("mlops.onnx.inference", """{"status":"ran","message":1,"inputs":[],"outputs":[]}""")]
    [InlineData("mlops.onnx.size", "many")]
    [InlineData("mlops.onnx.parameter_count", "-1")]
    public void A_tag_that_someone_wrote_by_hand_and_wrong_counts_as_absent(string key, string value)
    {
        var tags = new Dictionary<string, string>(OnnxModelTags.Write(s_model)) { [key] = value };

        var read = OnnxModelTags.Write(OnnxModelTags.Read(tags)!);

        Assert.True(!read.TryGetValue(key, out var left) || left is "[]" or "{}", left);
    }

    [Fact]
    public void Reading_never_throws()
    {
        var keys = OnnxModelTags.Write(s_model).Keys.ToArray();
        var json = Gen.Char["[]{}\":,0an xtrue"].Array[0, 30].Select(characters => new string(characters));
        Gen.Select(Gen.Int[0, keys.Length - 1].Select(i => keys[i]), json).Array[0, 5].Sample(changes =>
        {
            var tags = new Dictionary<string, string>(OnnxModelTags.Write(s_model));
            foreach (var (key, value) in changes)
            {
                tags[key] = value;
            }

            return OnnxModelTags.Read(tags) is null || bool.TryParse(tags[OnnxModelTags.Valid], out _);
        });
    }

    [Fact]
    public void Versions_without_the_tags_hold_no_model() =>
        Assert.Null(OnnxModelTags.Read(new Dictionary<string, string> { ["mlops.onnx.file"] = "model.onnx" }));
}
