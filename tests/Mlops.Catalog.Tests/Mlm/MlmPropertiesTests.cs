using System.Text.Json;
using Mlops.Catalog.Extensions;
using Mlops.Catalog.Items;
using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Mlm;

public class MlmPropertiesTests
{
    private const string Mlm = "https://stac-extensions.github.io/mlm/v1.5.2/schema.json";

    private const string Input = "{name: x, input: {shape: [-1, 4], dim_order: [batch, feature], data_type: float32}}";
    private const string Output = "{name: y, tasks: [classification], result: {shape: [-1, 3], dim_order: [batch, class], data_type: float32}}";

    [Fact]
    public void The_readmes_values_win_and_the_graph_fills_the_rest()
    {
        var item = Model("""
            mlm:
              name: my model
              architecture: UNet
              tasks: [semantic-segmentation]
              framework: TensorFlow
              total_parameters: 7
              input: []
              output: []
            """);

        Assert.Equal("my model", item.Text("mlm:name"));
        Assert.Equal("UNet", item.Text("mlm:architecture"));
        Assert.Equal("TensorFlow", item.Text("mlm:framework"));
        Assert.Null(item.Text("mlm:framework_version"));
        Assert.Equal("7", item.Text("mlm:total_parameters"));
        Assert.Equal("""[{"name":"input","input":{"shape":[-1,2,512,512],"dim_order":["batch","channel","height","width"],"data_type":"float32"}}]""", item.Text("mlm:input"));
        Assert.Equal(
            """[{"name":"output","tasks":["semantic-segmentation"],"result":{"shape":[-1,2,512,512],"dim_order":["batch","channel","height","width"],"data_type":"float32"}}]""",
            item.Text("mlm:output"));
        Assert.Contains(Mlm, item.StacExtensions!);
    }

    [Fact]
    public void A_silent_readme_leaves_all_to_the_graph()
    {
        var item = Model("title: x");

        Assert.Equal("flood", item.Text("mlm:name"));
        Assert.Equal("unknown", item.Text("mlm:architecture"));
        Assert.Equal("[]", item.Text("mlm:tasks"));
        Assert.Equal("PyTorch", item.Text("mlm:framework"));
        Assert.Equal("2.7.1", item.Text("mlm:framework_version"));
        Assert.Equal("534000", item.Text("mlm:total_parameters"));
    }

    [Fact]
    public void The_newest_version_speaks_for_the_model()
    {
        var item = Model("title: x", MemoryModels.Flood("2") with { ParameterCount = 2 }, MemoryModels.Flood("1") with { ParameterCount = 1 });

        Assert.Equal("2", item.Text("mlm:total_parameters"));
        Assert.Equal(["models:/flood/2", "models:/flood/1"], item.Assets.Keys.Where(key => key.StartsWith("models:", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_readmes_inputs_and_outputs_are_kept_as_written()
    {
        var item = Model($"mlm: {{input: [{Input}], output: [{Output}]}}");

        Assert.Equal("x", Assert.Single(Extra(item, "mlm:input").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("y", Assert.Single(Extra(item, "mlm:output").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("name: 5")]
    [InlineData("name: ü")]
    [InlineData("architecture: [UNet]")]
    [InlineData("tasks: [flying]")]
    [InlineData("tasks: 5")]
    [InlineData("framework: ' '")]
    [InlineData("framework_version: newest")]
    [InlineData("memory_size: big")]
    [InlineData("total_parameters: -1")]
    [InlineData("pretrained: maybe")]
    [InlineData("accelerator: abacus")]
    [InlineData("accelerator_count: 0")]
    [InlineData("hyperparameters: {}")]
    [InlineData("hyperparameters: {'a b': 1}")]
    [InlineData("colour: red")]
    [InlineData("artifact_type: torch.save")]
    [InlineData("input: {}")]
    [InlineData("input: [{name: x}]")]
    [InlineData("input: [{name: x, input: {shape: [], dim_order: [a], data_type: float32}}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [A1], data_type: float32}}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [a], data_type: float}}]")]
    [InlineData("input: [{name: x, input: {shape: [1, 2], dim_order: [a, a], data_type: uint8}}]")]
    [InlineData("input: [{name: x, input: {shape: [-2], dim_order: [a], data_type: uint8}}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [bands], data_type: uint8}}]")]
    [InlineData("input: [{name: x, bands: [b], input: {shape: [1], dim_order: [a], data_type: uint8}}]")]
    [InlineData("input: [{name: x, variables: [v], input: {shape: [1], dim_order: [variables], data_type: uint8}}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [a], data_type: uint8}, resize_type: squash}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [a], data_type: uint8}, value_scaling: []}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [a], data_type: uint8}, value_scaling: [{type: min-max}]}]")]
    [InlineData("input: [{name: x, input: {shape: [1], dim_order: [a], data_type: uint8}, pre_processing_function: f}]")]
    [InlineData("output: [{name: y, result: {shape: [1], dim_order: [a], data_type: uint8}}]")]
    [InlineData("output: [{name: y, tasks: [flying], result: {shape: [1], dim_order: [a], data_type: uint8}}]")]
    [InlineData("output: [{name: y, tasks: [], result: {shape: [1], dim_order: [a], data_type: uint8}, 'classification:classes': [water]}]")]
    public void What_the_schema_refuses_is_dropped_and_told(string yaml)
    {
        var built = Build.Items($"---\nmlm: {{{yaml}}}\n---\n", Build.Project("m.onnx"));

        Assert.NotEmpty(built.Warnings);
        Assert.All(built.Warnings, warning => Assert.StartsWith("mlm:" + yaml.Split(':')[0], warning.Field));
        StacRules.Check(built.Items[0]);
    }

    [Theory]
    [InlineData("framework_version: '2.7'", "mlm:framework_version", "2.7.0")]
    [InlineData("framework_version: 2", "mlm:framework_version", "2.0.0")]
    [InlineData("framework_version: v1.02.3-rc1", "mlm:framework_version", "1.2.3-rc1")]
    [InlineData("accelerator: cpu", "mlm:accelerator", "amd64")]
    [InlineData("accelerator: CUDA", "mlm:accelerator", "cuda")]
    [InlineData("tasks: classification", "mlm:tasks", """["classification"]""")]
    [InlineData("tasks: [classification, flying, classification]", "mlm:tasks", """["classification"]""")]
    [InlineData("pretrained: false", "mlm:pretrained", "False")]
    [InlineData("hyperparameters: {lr: 0.1}", "mlm:hyperparameters", """{"lr":0.1}""")]
    public void What_can_be_mended_is(string yaml, string property, string expected) =>
        Assert.Equal(expected, Build.Front($"mlm: {{{yaml}}}", Build.Project("m.onnx")).Text(property));

    [Fact]
    public void One_bad_input_among_good_ones_is_left_out() =>
        Assert.Single(Extra(Model($"mlm: {{input: [{Input}, nonsense]}}"), "mlm:input").EnumerateArray());

    [Fact]
    public void The_readmes_choice_of_version_does_not_count()
    {
        var item = Model("extensions: {mlm: 'https://stac-extensions.github.io/mlm/v1.4.0/schema.json'}\nmlm: {name: some}");

        Assert.Equal(Mlm, Assert.Single(item.StacExtensions!, url => url.Contains("/mlm/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_model_file_the_extension_is_not_declared()
    {
        var built = Build.Items("---\nmlm: {name: some model, tasks: [detection]}\n---\n");

        Assert.Equal("some model", built.Items[0].Text("mlm:name"));
        Assert.DoesNotContain(Mlm, built.Items[0].StacExtensions!);
        Assert.Empty(built.Warnings);
    }

    [Fact]
    public void Named_bands_are_described_where_the_schemas_want_them()
    {
        var item = Build.Front(
            "mlm: {input: [{name: x, bands: [vv, {name: vh}], input: {shape: [1, 2], dim_order: [batch, bands], data_type: float32}}]}", Build.Project("m.onnx"));

        Assert.Equal("""[{"name":"vv"},{"name":"vh"}]""", item.Text("bands"));
        Assert.Contains("bands", item.Assets["m.onnx"].Extra!.Keys);
    }

    [Fact]
    public void The_legacy_extension_is_kept_and_speaks_for_a_silent_mlm()
    {
        var item = Build.Front(
            "ml-model: {learning_approach: supervised, prediction_type: segmentation, architecture: ResNet, colour: red}", Build.Project("m.onnx"));

        Assert.Equal("ResNet", item.Text("mlm:architecture"));
        Assert.Equal("""["segmentation"]""", item.Text("mlm:tasks"));
        Assert.Equal("supervised", item.Text("ml-model:learning_approach"));
        Assert.Equal("ml-model", item.Text("ml-model:type"));
        Assert.Null(item.Text("ml-model:colour"));
        Assert.Contains(StacExtensions.MlModel, item.StacExtensions!);
        Assert.DoesNotContain(StacExtensions.MlModel, Build.Front("ml-model: {architecture: ResNet}", Build.Project("m.onnx")).StacExtensions!);
    }

    private static StacItem Model(string yaml, params Mlops.Catalog.Registry.CatalogModelVersion[] models)
    {
        var item = Build.Front(yaml, models: models.Length == 0 ? [MemoryModels.Flood()] : models);
        StacRules.Check(item);
        return item;
    }

    private static JsonElement Extra(StacItem item, string property) => item.Properties.Extra![property];
}
