using Mlops.Onnx.Protobuf;

namespace Mlops.Onnx.Graph;

/// <summary>Reads <c>GraphProto</c> and what nests in it: nodes, their attributes, and the graphs inside those.</summary>
internal sealed class GraphReader(ProtoReader reader, ModelDescription model)
{
    /// <summary>Bytes of the longest name or identifier read.</summary>
    public const int MaxName = 4096;

    // Protobuf parsers stop at 100 nested messages by default, so no runtime opens a deeper model.
    private const int MaxDepth = 100;

    private readonly TensorReader _tensors = new(reader, model);
    private readonly ValueInfoReader _values = new(reader, model);

    /// <summary>The model's own graph, whose inputs and outputs are the model's.</summary>
    public void ReadMain(ProtoField graph) => ReadGraph(graph, depth: 1, main: true, counted: true);

    /// <summary><c>TrainingInfoProto</c>: its graphs never run here, but must not point outside either.</summary>
    public void ReadTraining(ProtoField training)
    {
        var message = reader.Open(training);
        while (message.Read(out var field))
        {
            if (field is { Number: 1 or 2, IsDelimited: true })
            {
                ReadGraph(field, depth: 2, main: false, counted: false);
            }
        }
    }

    /// <summary><c>FunctionProto</c>: nodes in 7, attributes with defaults in 11.</summary>
    public void ReadFunction(ProtoField function)
    {
        var message = reader.Open(function);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 7 when field.IsDelimited:
                    ReadNode(field, depth: 2, counted: true);
                    break;
                case 11 when field.IsDelimited:
                    ReadAttribute(field, depth: 2, counted: true);
                    break;
            }
        }
    }

    private void ReadGraph(ProtoField graph, int depth, bool main, bool counted)
    {
        RefuseDeeper(depth);
        var message = reader.Open(graph);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsDelimited:
                    ReadNode(field, depth + 1, counted);
                    break;
                case 5 when field.IsDelimited:
                    AddInitializer(_tensors.Read(field), main, counted);
                    break;
                case 15 when field.IsDelimited:
                    AddInitializer(_tensors.ReadSparse(field), main, counted);
                    break;
                case 11 when main && field.IsDelimited:
                    model.DeclaredInputs.Add(_values.Read(field));
                    break;
                case 12 when main && field.IsDelimited:
                    model.Outputs.Add(_values.Read(field));
                    break;
            }
        }
    }

    private void ReadNode(ProtoField node, int depth, bool counted)
    {
        RefuseDeeper(depth);
        var message = reader.Open(node);
        while (message.Read(out var field))
        {
            if (field is { Number: 5, IsDelimited: true })
            {
                ReadAttribute(field, depth + 1, counted);
            }
        }
    }

    private void ReadAttribute(ProtoField attribute, int depth, bool counted)
    {
        RefuseDeeper(depth);
        var message = reader.Open(attribute);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 5 or 10 when field.IsDelimited:
                    _tensors.Read(field);
                    break;
                case 22 or 23 when field.IsDelimited:
                    _tensors.ReadSparse(field);
                    break;
                case 6 or 11 when field.IsDelimited:
                    ReadGraph(field, depth + 1, main: false, counted);
                    break;
            }
        }
    }

    private void AddInitializer(TensorSummary tensor, bool main, bool counted)
    {
        if (main)
        {
            model.InitializerNames.Add(model.Keep(tensor.Name));
        }

        if (counted)
        {
            model.CountParameters(tensor.Elements);
        }
    }

    private static void RefuseDeeper(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidModelException($"nests graphs deeper than {MaxDepth} messages");
        }
    }
}
