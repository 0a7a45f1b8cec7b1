namespace Mlops.Onnx;

/// <summary>Bounds for the inspection of ONNX models. Checked when the host starts.</summary>
public sealed class OnnxOptions
{
    /// <summary>
    /// Bytes of the largest model file accepted, external data not included. At most 2 GiB − 1 (the default), which protobuf allows.
    /// </summary>
    public long MaxFileBytes { get; set; } = int.MaxValue;

    /// <summary>Bytes of all external data files of one model together. Default 8 GiB; 0 refuses external data.</summary>
    public long MaxExternalBytes { get; set; } = 8L << 30;

    /// <summary>Model files in one folder, each of which is validated. Default 16.</summary>
    public int MaxFiles { get; set; } = 16;

    /// <summary>
    /// Bytes that the inputs of the trial inference may take together, and that one sparse tensor may unfold to.
    /// Default 512 MiB, at most 2 GiB − 1.
    /// </summary>
    public long MaxTensorBytes { get; set; } = 512L << 20;

    /// <summary>
    /// Bytes that ONNX Runtime may allocate for tensors while it loads and runs models. Those held at the same time share the bound,
    /// which belongs to the process; weights mapped from external files are not counted. Default and most 4 GiB − 1, least 1 MiB.
    /// </summary>
    public long MaxRuntimeBytes { get; set; } = uint.MaxValue;

    /// <summary>Whether to run one inference on zeros. Default true.</summary>
    public bool RunInference { get; set; } = true;

    /// <summary>Time that ONNX Runtime may take to load a model. Default two minutes.</summary>
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Time for all attempts at the trial inference together. Default one minute.</summary>
    public TimeSpan InferenceTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Models that ONNX Runtime may hold at the same time, those included that hang past their timeout. Default 1.</summary>
    public int MaxConcurrency { get; set; } = 1;
}
