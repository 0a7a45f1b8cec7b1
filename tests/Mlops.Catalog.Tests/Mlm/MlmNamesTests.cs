using CsCheck;
using Mlops.Catalog.Mlm;

namespace Mlops.Catalog.Tests.Mlm;

public class MlmNamesTests
{
    [Theory]
    [InlineData("flood-model", "flood-model")]
    [InlineData("Modèle 1", "Mod-le 1")]
    [InlineData("1st", "model-1st")]
    [InlineData("ab", "model-ab")]
    [InlineData("数据", "model")]
    public void Any_text_makes_a_model_name(string text, string expected) => Assert.Equal(expected, MlmNames.ToModelName(text));

    [Fact]
    public void Every_made_name_is_valid() => Gen.String[0, 300].Sample(text => Assert.True(MlmNames.IsModelName(MlmNames.ToModelName(text))));

    [Theory]
    [InlineData("pytorch", "PyTorch")]
    [InlineData("tf2onnx", "TensorFlow")]
    [InlineData("skl2onnx", "scikit-learn")]
    [InlineData("my-exporter", "ONNX")]
    public void A_producer_stands_for_a_framework(string producer, string framework) => Assert.Equal(framework, MlmNames.FrameworkOf(producer, isOnnx: true));

    [Theory]
    [InlineData("2", "2.0.0")]
    [InlineData("2.7", "2.7.0")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("1.2.3+cu121", "1.2.3+cu121")]
    [InlineData("2.7+cpu", "2.7.0+cpu")]
    [InlineData("1.2.3.4", null)]
    [InlineData("latest", null)]
    [InlineData("", null)]
    public void Versions_have_three_numbers(string text, string? version) => Assert.Equal(version, MlmNames.Version(text));
}
