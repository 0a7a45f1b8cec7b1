using Mlops.Catalog.Registry;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Registry;

public class MlflowModelFileTests
{
    private const string Scikit = """
        artifact_path: model
        flavors:
          python_function: {env: {conda: conda.yaml}, loader_module: mlflow.sklearn, model_path: model.pkl, python_version: 3.11.2}
          sklearn: {code: null, pickled_model: model.pkl, serialization_format: cloudpickle, sklearn_version: 1.5.2}
        model_uuid: abc
        signature:
          inputs: '[{"type": "double", "name": "sepal length", "required": true}, {"type": "long", "name": "n"}]'
          outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 3]}}]'
          params: null
        """;

    [Fact]
    public void Flavor_version_file_and_signature_are_read()
    {
        var model = MlflowModelFile.Read(Scikit)!;

        Assert.Equal(("sklearn", "1.5.2", "model.pkl"), (model.Flavor, model.FrameworkVersion, model.File));
        Assert.Equal(["sepal length float64", "n int64"], model.Inputs.Select(input => $"{input.Name} {input.DataType}"));
        var output = Assert.Single(model.Outputs);
        Assert.Equal(("output", "int64"), (output.Name, output.DataType));
        Assert.Equal([null, 3L], output.Shape!.Select(dimension => dimension.Size));
    }

    [Theory]
    [InlineData("flavors: {xgboost: {data: model.xgb, xgb_version: 2.1.0}}", "xgboost", "2.1.0", "model.xgb")]
    [InlineData("flavors: {pytorch: {model_data: data, pytorch_version: 2.7.1+cpu}}", "pytorch", "2.7.1+cpu", "data")]
    [InlineData("flavors: {python_function: {data: x.bin}}", null, null, "x.bin")]
    [InlineData("flavors: {keras: {data: ../../secret, keras_version: 3}}", "keras", "3", null)]
    [InlineData("flavors: []", null, null, null)]
    [InlineData("signature: {inputs: nonsense, outputs: '{}'}", null, null, null)]
    [InlineData("signature: {inputs: '[{\"name\": \"\\ud800\"}]'}", null, null, null)]
    public void What_is_missing_or_wrong_counts_as_absent(string yaml, string? flavor, string? version, string? file)
    {
        var model = MlflowModelFile.Read(yaml)!;

        Assert.Equal((flavor, version, file), (model.Flavor, model.FrameworkVersion, model.File));
        Assert.Empty(model.Inputs);
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("a: [")]
    public void What_is_no_mapping_is_none(string yaml) => Assert.Null(MlflowModelFile.Read(yaml));

    [Theory]
    [InlineData("model.pkl 5, MLmodel 900, conda.yaml 700", "flavors: {sklearn: {pickled_model: model.pkl}}", "model.pkl")]
    [InlineData("data/model.pth 5, data/x.txt 9, MLmodel 1", "flavors: {pytorch: {model_data: data}}", "data/model.pth")]
    [InlineData("a.pt 1, b.pt 2, big.csv 99", null, "b.pt")]
    [InlineData("MLmodel 1, model/config.json 9", "flavors: {transformers: {}}", "MLmodel")]
    [InlineData("weights.bin 9, requirements.txt 99", null, "weights.bin")]
    public void One_file_stands_for_the_model(string files, string? yaml, string expected)
    {
        var found = files.Split(", ").Select(file => (file.Split(' ')[0], long.Parse(file.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();

        Assert.Equal(expected, ModelFileChoice.Of(found, yaml is null ? null : MlflowModelFile.Read(yaml))?.Path);
    }

    [Fact]
    public void Without_files_there_is_none() => Assert.Null(ModelFileChoice.Of([], null));

    [Fact]
    public void A_registered_model_of_any_framework_makes_a_valid_item()
    {
        var model = MlflowModelFile.Read(Scikit)!;
        var item = Build.Item(null, models:
        [
            new()
            {
                Name = "iris", Version = "1", Href = "/x/model.pkl", FileName = "model.pkl", Size = 5, Framework = model.Flavor, FrameworkVersion = model.FrameworkVersion,
                Inputs = model.Inputs, Outputs = model.Outputs,
            },
        ]);

        StacRules.Check(item);
        Assert.Equal("scikit-learn", item.Text("mlm:framework"));
        Assert.Equal("1.5.2", item.Text("mlm:framework_version"));
        Assert.Equal("pickle.dump", item.Assets["models:/iris/1"].Extra!["mlm:artifact_type"].GetString());
        Assert.Equal("application/octet-stream; application=pickle", item.Assets["models:/iris/1"].Type);
        Assert.Contains("sepal length", item.Text("mlm:input"));
    }

    [Fact]
    public void A_registered_model_whose_files_are_elsewhere_is_linked()
    {
        var item = Build.Item(null, models: [new() { Name = "far", Version = "1", VersionHref = "/versions/far/1" }]);

        StacRules.Check(item);
        Assert.DoesNotContain("models:/far/1", item.Assets.Keys);
        Assert.Equal("/versions/far/1", item.Links.Single(link => link.Rel == "model-version").Href);
    }
}
