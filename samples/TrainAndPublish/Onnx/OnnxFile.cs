using Google.Protobuf;
using TrainAndPublish.Training;

namespace TrainAndPublish.Onnx;

/// <summary>Writes a trained classifier as an ONNX model that takes raw measurements and answers probabilities.</summary>
internal static class OnnxFile
{
    private const int Float = 1;
    private const int IrVersion = 8;
    private const int Opset = 17;

    public static void Write(string path, Classifier classifier, FlowerTable table)
    {
        var features = classifier.Features;
        var classes = classifier.Classes;
        var graph = new GraphProto { Name = "softmax_regression" };
        graph.Input.Add(Matrix("measurements", features, $"{string.Join(", ", table.FeatureNames)}, one flower per row"));
        graph.Output.Add(Matrix("probabilities", classes, $"of {string.Join(", ", table.ClassNames)}"));
        graph.Initializer.Add(Constant("mean", classifier.Mean, features));
        graph.Initializer.Add(Constant("deviation", classifier.Deviation, features));
        graph.Initializer.Add(Constant("weights", classifier.Weights, features, classes));
        graph.Initializer.Add(Constant("bias", classifier.Bias, classes));
        graph.Node.Add(Node("Sub", "centred", "measurements", "mean"));
        graph.Node.Add(Node("Div", "scaled", "centred", "deviation"));
        graph.Node.Add(Node("MatMul", "products", "scaled", "weights"));
        graph.Node.Add(Node("Add", "scores", "products", "bias"));
        graph.Node.Add(Node("Softmax", "probabilities", "scores"));

        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "TrainAndPublish", ProducerVersion = "1.0", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        model.MetadataProps.Add(new StringStringEntryProto { Key = "classes", Value = string.Join(',', table.ClassNames) });
        using var file = File.Create(path);
        model.WriteTo(file);
    }

    private static NodeProto Node(string operation, string output, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { OpType = operation, Name = output, Output = { output } };
        foreach (var input in inputs)
        {
            node.Input.Add(input);
        }

        return node;
    }

    private static TensorProto Constant(string name, float[] values, params ReadOnlySpan<int> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = Float, FloatData = { values } };
        foreach (var dimension in shape)
        {
            tensor.Dims.Add(dimension);
        }

        return tensor;
    }

    // Any number of rows: the first dimension has a name instead of a size.
    private static ValueInfoProto Matrix(string name, int columns, string meaning)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = columns });
        return new ValueInfoProto
        {
            Name = name,
            DocString = meaning,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float, Shape = shape } },
        };
    }
}
