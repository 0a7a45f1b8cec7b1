namespace Mlops.Tracking.Registry;

/// <summary>What is known of an ONNX model after inspection; <see cref="OnnxModelTags"/> keeps it on the model version.</summary>
public sealed record OnnxModel
{
    /// <summary>Whether the model passed validation.</summary>
    public required bool Valid { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The model file's path relative to the version's source, with forward slashes.</summary>
    public string? File { get; init; }

    /// <summary>Bytes of the model file, external data not included.</summary>
    public long? Size { get; init; }

    /// <summary>SHA-256 of the model file, 64 lower-case hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary><c>ModelProto.ir_version</c>.</summary>
    public long? IrVersion { get; init; }

    /// <summary><c>ModelProto.opset_import</c>, in the file's order.</summary>
    public IReadOnlyList<OnnxOpset> Opsets { get; init; } = [];

    /// <summary><c>ModelProto.producer_name</c>, e.g. <c>pytorch</c>; null when the file is silent.</summary>
    public string? ProducerName { get; init; }

    /// <summary><c>ModelProto.producer_version</c>; null when the file is silent.</summary>
    public string? ProducerVersion { get; init; }

    /// <summary>The graph's inputs without those that are initializers.</summary>
    public IReadOnlyList<OnnxTensor> Inputs { get; init; } = [];

    /// <summary>The graph's outputs.</summary>
    public IReadOnlyList<OnnxTensor> Outputs { get; init; } = [];

    /// <summary>
    /// Number of elements in all initializers, those in nested graphs and external files included; of sparse ones the stored values.
    /// </summary>
    public long? ParameterCount { get; init; }

    /// <summary>What became of the trial inference; null when the model did not come so far.</summary>
    public OnnxInference? Inference { get; init; }
}
