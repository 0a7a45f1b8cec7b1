using Microsoft.Win32.SafeHandles;
using Mlops.Onnx.Protobuf;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Graph;

/// <summary>
/// Reads a <c>ModelProto</c> (field numbers as in onnx.proto). Every place that can hold a tensor is visited (nested graphs,
/// functions, training graphs, attributes), because each may point at an external file.
/// </summary>
internal static class ModelReader
{
    public static ModelDescription Read(SafeFileHandle file, long length, OnnxOptions limits, CancellationToken cancellationToken)
    {
        var reader = new ProtoReader(file, length, cancellationToken);
        var model = new ModelDescription(limits);
        var graphs = new GraphReader(reader, model);
        var message = reader.Root();
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsVarint:
                    model.IrVersion = field.Int64;
                    break;
                case 2 when field.IsDelimited:
                    model.ProducerName = reader.ReadText(field, GraphReader.MaxName);
                    break;
                case 3 when field.IsDelimited:
                    model.ProducerVersion = reader.ReadText(field, GraphReader.MaxName);
                    break;
                case 7 when field.IsDelimited:
                    model.HasGraph = true;
                    graphs.ReadMain(field);
                    break;
                case 8 when field.IsDelimited:
                    AddOpset(reader, model, field);
                    break;
                case 20 when field.IsDelimited:
                    graphs.ReadTraining(field);
                    break;
                case 25 when field.IsDelimited:
                    graphs.ReadFunction(field);
                    break;
            }
        }

        return model switch
        {
            { HasGraph: false } => throw new InvalidModelException("is not an ONNX model: it holds no graph"),
            { IrVersion: <= 0 } => throw new InvalidModelException("is not an ONNX model: it names no IR version"),
            { Opsets.Count: 0 } => throw new InvalidModelException("is not an ONNX model: it imports no operator set"),
            _ => model,
        };
    }

    private static void AddOpset(ProtoReader reader, ModelDescription model, ProtoField opset)
    {
        var domain = "";
        var version = 0L;
        var message = reader.Open(opset);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsDelimited:
                    domain = reader.ReadText(field, GraphReader.MaxName);
                    break;
                case 2 when field.IsVarint:
                    version = field.Int64;
                    break;
            }
        }

        model.Opsets.Add(new OnnxOpset(model.Keep(domain.Length == 0 ? "ai.onnx" : domain), version));
    }
}
