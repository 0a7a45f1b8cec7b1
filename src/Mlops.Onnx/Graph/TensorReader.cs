using Mlops.Onnx.Protobuf;

namespace Mlops.Onnx.Graph;

/// <summary>
/// Reads <c>TensorProto</c> and <c>SparseTensorProto</c> without their data. A tensor must hold as much as it declares, so that
/// nobody after us allocates for sizes that are only claimed.
/// </summary>
internal sealed class TensorReader(ProtoReader reader, ModelDescription model)
{
    public TensorSummary Read(ProtoField tensor)
    {
        var name = "";
        var type = ElementType.Undefined;
        var shape = new TensorShape();
        var external = new ExternalDataReader(reader);
        long? raw = null;
        var typed = 0L;
        var message = reader.Open(tensor);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1:
                    shape.Add(reader, field);
                    break;
                case 2 when field.IsVarint:
                    type = field.Int32;
                    break;
                case 8 when field.IsDelimited:
                    name = reader.ReadText(field, GraphReader.MaxName);
                    break;
                case 9 when field.IsDelimited:
                    raw = field.Length;
                    break;
                case 4 or 5 or 6 or 7 or 10 or 11:
                    typed += field.Length + (field.Number == 6 ? 1 : 0);
                    break;
                case 13 when field.IsDelimited:
                    external.AddEntry(field);
                    break;
                case 14 when field.IsVarint:
                    external.Declared = field.Int32 == 1;
                    break;
            }
        }

        var summary = new TensorSummary(name, type, shape.Elements);
        if (external.IsPresent)
        {
            var (location, needed) = external.Finish(ElementType.Bytes(type, summary.Elements) ?? 0);
            model.AddExternal(location, needed);
        }
        else if (type != ElementType.Undefined || !shape.IsScalar)
        {
            RefuseHollow(summary, raw, typed);
        }

        return summary;
    }

    public TensorSummary ReadSparse(ProtoField sparse)
    {
        var values = default(TensorSummary);
        var shape = new TensorShape();
        var message = reader.Open(sparse);
        while (message.Read(out var field))
        {
            switch (field.Number)
            {
                case 1 when field.IsDelimited:
                    values = Read(field);
                    break;
                case 2 when field.IsDelimited:
                    Read(field);
                    break;
                case 3:
                    shape.Add(reader, field);
                    break;
            }
        }

        // The runtime unfolds sparse tensors when it loads them.
        if ((ElementType.Bytes(values.DataType, shape.Elements) ?? shape.Elements) > model.Limits.MaxTensorBytes)
        {
            throw new InvalidModelException($"holds a sparse tensor that unfolds to more than {model.Limits.MaxTensorBytes:N0} bytes");
        }

        return values with { Name = values.Name ?? "" };
    }

    private static void RefuseHollow(TensorSummary tensor, long? raw, long typed)
    {
        if (raw is { } bytes && ElementType.Bytes(tensor.DataType, tensor.Elements) is { } expected)
        {
            if (expected != bytes)
            {
                throw new InvalidModelException(
                    $"holds a tensor of {tensor.Elements:N0} elements of {ElementType.Name(tensor.DataType)} but {bytes:N0} bytes for it");
            }
        }
        else if ((Int128)tensor.Elements > ((Int128)(raw ?? 0) + typed) * 4)
        {
            // In the typed fields an element takes a byte or more, but four two-bit elements may share one.
            throw new InvalidModelException($"holds a tensor that declares {tensor.Elements:N0} elements and has fewer");
        }
    }
}
