using CsCheck;
using Mlops.Catalog.Mlm;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Tests.Mlm;

public class GraphTensorsTests
{
    [Theory]
    [InlineData("batch_size,2,512,512", "[-1,2,512,512]", "batch,channel,height,width")]
    [InlineData("N,224,224,3", "[-1,224,224,3]", "batch,height,width,channel")]
    [InlineData("?,?", "[-1,-1]", "batch,feature")]
    [InlineData("batch,seq_len,768", "[-1,-1,768]", "batch,seq_len,feature")]
    [InlineData("unk__12,10", "[-1,10]", "batch,feature")]
    [InlineData("1,4", "[1,4]", "batch,feature")]
    [InlineData("bands,variables", "[-1,-1]", "channel,variable")]
    [InlineData("x1,x2", "[-1,-1]", "x,feature")]
    [InlineData("x,x", "[-1,-1]", "x,feature")]
    [InlineData("2,3,4,5,6,7", "[2,3,4,5,6,7]", "dim-a,dim-b,dim-c,dim-d,dim-e,dim-f")]
    [InlineData("7", "[7]", "feature")]
    [InlineData("?", "[-1]", "batch")]
    public void Dimensions_have_the_graphs_names_or_usual_ones(string shape, string sizes, string names)
    {
        var tensor = GraphTensors.Inputs([new("x", "float32", [.. shape.Split(',').Select(Dimension)])])[0].GetProperty("input");

        Assert.Equal(sizes, tensor.GetProperty("shape").GetRawText());
        Assert.Equal(names, string.Join(',', tensor.GetProperty("dim_order").EnumerateArray().Select(name => name.GetString())));
    }

    [Fact]
    public void A_scalar_and_an_unknown_rank_have_one_dimension()
    {
        var tensors = GraphTensors.Inputs([new("a", "float32", []), new("b", "bool", null)]);

        Assert.Equal("""{"shape":[1],"dim_order":["value"],"data_type":"float32"}""", tensors[0].GetProperty("input").GetRawText());
        Assert.Equal("""{"shape":[-1],"dim_order":["unknown"],"data_type":"other"}""", tensors[1].GetProperty("input").GetRawText());
    }

    [Fact]
    public void Any_graph_makes_valid_inputs_and_outputs()
    {
        var dimension = Gen.Select(Gen.Long[-5, 1000].Nullable(), Gen.String[Gen.Char["abN_1 -ä?"], 0, 6].Null()).Select((size, name) => new CatalogDimension(size, name));
        var tensor = Gen.Select(Gen.String[0, 5], Gen.OneOf(Gen.Const("float32"), Gen.Const("bool"), Gen.Const(""), Gen.Const("other")), dimension.List[0, 40].Null())
            .Select((name, type, shape) => new CatalogTensor(name, type, shape));
        tensor.Sample(given =>
        {
            Assert.NotNull(MlmTensor.Input(GraphTensors.Inputs([given])[0], false, Assert.Fail));
            Assert.NotNull(MlmTensor.Output(GraphTensors.Outputs([given], ["detection"])[0], false, [], Assert.Fail));
        }, iter: 500);
    }

    private static CatalogDimension Dimension(string text) =>
        text == "?" ? new(null, null) : long.TryParse(text, out var size) ? new(size, null) : new(null, text);
}
