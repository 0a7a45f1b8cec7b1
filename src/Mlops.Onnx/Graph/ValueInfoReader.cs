using Mlops.Onnx.Protobuf;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Graph;

/// <summary>Reads <c>ValueInfoProto</c>, <c>TypeProto</c> and <c>TensorShapeProto</c>.</summary>
internal sealed class ValueInfoReader(ProtoReader reader, ModelDescription model)
{
    private const int MaxTypeDepth = 16;
    private const int MaxRank = 128;

    public OnnxTensor Read(ProtoField valueInfo)
    {
        var name = "";
        (string Type, List<OnnxDimension>? Shape) described = ("undefined", null);
        var message = reader.Open(valueInfo);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsDelimited:
                    name = model.Keep(reader.ReadText(field, GraphReader.MaxName));
                    break;
                case 2 when field.IsDelimited:
                    described = ReadType(field, 0);
                    break;
            }
        }

        return new OnnxTensor(name, model.Keep(described.Type), described.Shape);
    }

    private (string Type, List<OnnxDimension>? Shape) ReadType(ProtoField type, int depth)
    {
        if (depth > MaxTypeDepth)
        {
            throw new InvalidModelException($"declares a type nested deeper than {MaxTypeDepth} levels");
        }

        (string Type, List<OnnxDimension>? Shape) described = ("undefined", null);
        var message = reader.Open(type);
        while (message.Read(out var field))
        {
            described = field.Number switch
            {
                1 when field.IsDelimited => ReadTensor(field),
                4 when field.IsDelimited => ($"sequence({ReadElement(field, 1, depth)})", null),
                5 when field.IsDelimited => ($"map({ReadKey(field)},{ReadElement(field, 2, depth)})", null),
                8 when field.IsDelimited => ($"sparse_tensor({ReadTensor(field).Type})", null),
                9 when field.IsDelimited => ($"optional({ReadElement(field, 1, depth)})", null),
                _ => described,
            };
        }

        return described;
    }

    private string ReadElement(ProtoField container, int number, int depth)
    {
        var type = "undefined";
        var message = reader.Open(container);
        while (message.Read(out var field))
        {
            if (field.Number == number && field.IsDelimited)
            {
                type = ReadType(field, depth + 1).Type;
            }
        }

        return type;
    }

    private string ReadKey(ProtoField map)
    {
        var type = 0;
        var message = reader.Open(map);
        while (message.Read(out var field))
        {
            if (field is { Number: 1, IsVarint: true })
            {
                type = field.Int32;
            }
        }

        return ElementType.Name(type);
    }

    private (string Type, List<OnnxDimension>? Shape) ReadTensor(ProtoField tensor)
    {
        var type = 0;
        List<OnnxDimension>? shape = null;
        var message = reader.Open(tensor);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsVarint:
                    type = field.Int32;
                    break;
                case 2 when field.IsDelimited:
                    ReadShape(field, shape ??= []);
                    break;
            }
        }

        return (ElementType.Name(type), shape);
    }

    private void ReadShape(ProtoField shape, List<OnnxDimension> dimensions)
    {
        var message = reader.Open(shape);
        while (message.Read(out var field))
        {
            if (field is not { Number: 1, IsDelimited: true })
            {
                continue;
            }

            dimensions.Add(ReadDimension(field));
            if (dimensions.Count > MaxRank)
            {
                throw new InvalidModelException($"declares a value of more than {MaxRank} dimensions");
            }
        }
    }

    private OnnxDimension ReadDimension(ProtoField dimension)
    {
        var read = default(OnnxDimension);
        var message = reader.Open(dimension);
        while (message.Read(out var field))
        {
            read = field.Number switch
            {
                1 when field.IsVarint => new OnnxDimension(field.Int64 >= 0 ? field.Int64 : null, null),
                2 when field.IsDelimited => Named(reader.ReadText(field, GraphReader.MaxName)),
                _ => read,
            };
        }

        return read;

        OnnxDimension Named(string name) => name.Length == 0 ? default : new OnnxDimension(null, model.Keep(name));
    }
}
