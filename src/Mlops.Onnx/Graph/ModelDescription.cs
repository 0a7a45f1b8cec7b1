using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Graph;

/// <summary>What a model file says about itself, gathered while its messages are walked.</summary>
internal sealed class ModelDescription(OnnxOptions limits)
{
    private const int MaxKeptText = 32 * 1024 * 1024;
    private long _keptText;

    public OnnxOptions Limits { get; } = limits;

    public bool HasGraph { get; set; }

    public long IrVersion { get; set; }

    public string? ProducerName { get; set; }

    public string? ProducerVersion { get; set; }

    public List<OnnxOpset> Opsets { get; } = [];

    public List<OnnxTensor> DeclaredInputs { get; } = [];

    public List<OnnxTensor> Outputs { get; } = [];

    public HashSet<string> InitializerNames { get; } = new(StringComparer.Ordinal);

    public long ParameterCount { get; private set; }

    /// <summary>For every external location, the number of bytes the file there must have.</summary>
    public Dictionary<string, long> External { get; } = new(StringComparer.Ordinal);

    /// <summary>Before IR version 4 weights had to be listed among the inputs; those are no inputs to a caller.</summary>
    public IReadOnlyList<OnnxTensor> Inputs => [.. DeclaredInputs.Where(input => !InitializerNames.Contains(input.Name))];

    /// <summary>Charges text that stays in memory, so that a hostile file cannot fill it.</summary>
    public string Keep(string text)
    {
        _keptText += text.Length + 32;
        return _keptText <= MaxKeptText ? text : throw new InvalidModelException("holds too many or too long names");
    }

    public void CountParameters(long elements)
    {
        var sum = (Int128)ParameterCount + elements;
        ParameterCount = sum <= long.MaxValue ? (long)sum : throw new InvalidModelException("declares an impossible number of parameters");
    }

    public void AddExternal(string location, long neededBytes)
    {
        if (!External.TryGetValue(location, out var known))
        {
            External.Add(Keep(location), neededBytes);
        }
        else if (neededBytes > known)
        {
            External[location] = neededBytes;
        }
    }
}
