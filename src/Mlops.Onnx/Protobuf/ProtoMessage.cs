namespace Mlops.Onnx.Protobuf;

/// <summary>Walks the fields of one message. Whatever the caller read of a field, the walk goes on right behind it.</summary>
internal ref struct ProtoMessage(ProtoReader reader, long start, long end)
{
    private long _next = start;

    public bool Read(out ProtoField field)
    {
        if (_next >= end)
        {
            field = default;
            return false;
        }

        reader.Position = _next;
        field = reader.ReadField(end);
        _next = field.End;
        return true;
    }
}
