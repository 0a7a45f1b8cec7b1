namespace Mlops.Onnx.Tests;

/// <summary>Tiny ONNX models, message by message (field numbers as in onnx.proto).</summary>
internal static class Tiny
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <summary><c>y = x + w</c> with a weight of one element.</summary>
    public static byte[] Valid() => Model(AddGraph()).ToBytes();

    public static Proto Model(Proto graph, long ir = 8, long opset = 17) => new Proto()
        .Varint(1, ir)
        .Text(2, "tiny")
        .Text(3, "1.0")
        .Message(7, graph)
        .Message(8, Opset("", opset));

    public static Proto Opset(string domain, long version) => new Proto().Text(1, domain).Varint(2, version);

    /// <summary>The graph <c>y = x + w</c>; x and y are [batch, 2], w is any tensor.</summary>
    public static Proto AddGraph(Proto? weight = null) => Graph(
        [Node("Add", ["x", "w"], ["y"])],
        [weight ?? Weight()],
        [Value("x", Float, "batch", 2)],
        [Value("y", Float, "batch", 2)]);

    public static Proto Graph(Proto[] nodes, Proto[] initializers, Proto[] inputs, Proto[] outputs) => new Proto()
        .Messages(1, nodes)
        .Text(2, "tiny")
        .Messages(5, initializers)
        .Messages(11, inputs)
        .Messages(12, outputs);

    public static Proto Node(string type, string[] inputs, string[] outputs, params Proto[] attributes)
    {
        var node = new Proto();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        return node.Text(4, type).Messages(5, attributes);
    }

    public static Proto Attribute(string name, int type, Action<Proto> value)
    {
        var attribute = new Proto().Text(1, name);
        value(attribute);
        return attribute.Varint(20, type);
    }

    public static Proto GraphAttribute(string name, Proto graph) => Attribute(name, 5, a => a.Message(6, graph));

    public static Proto Weight(string name = "w") => Tensor(name, Float, [1], new byte[4]);

    public static Proto Tensor(string name, int type, long[] dims, byte[]? raw)
    {
        var tensor = Head(name, type, dims);
        return raw is null ? tensor : tensor.Bytes(9, raw);
    }

    public static Proto External(string name, long[] dims, params (string Key, string Value)[] entries)
    {
        var tensor = Head(name, Float, dims);
        foreach (var (key, value) in entries)
        {
            tensor.Message(13, new Proto().Text(1, key).Text(2, value));
        }

        return tensor.Varint(14, 1);
    }

    public static Proto Value(string name, int type, params object?[] dims) =>
        new Proto().Text(1, name).Message(2, new Proto().Message(1, TensorType(type, dims)));

    public static Proto TensorType(int type, params object?[] dims) => new Proto().Varint(1, type).Message(2, new Proto().Messages(1, dims.Select(dim => dim switch
    {
        int size => new Proto().Varint(1, size),
        string name => new Proto().Text(2, name),
        _ => new Proto(),
    })));

    private static Proto Head(string name, int type, long[] dims)
    {
        var tensor = new Proto();
        foreach (var dim in dims)
        {
            tensor.Varint(1, dim);
        }

        return tensor.Varint(2, type).Text(8, name);
    }
}
