using System.Text.RegularExpressions;

namespace Mlops.Catalog.Mlm;

/// <summary>The closed lists and name shapes of MLM v1.5.2.</summary>
internal static partial class MlmNames
{
    public const string ModelRole = "mlm:model";
    public const string ArtifactType = "mlm:artifact_type";

    private static readonly HashSet<string> s_tasks =
    [
        "regression", "classification", "scene-classification", "detection", "object-detection", "segmentation", "semantic-segmentation",
        "instance-segmentation", "panoptic-segmentation", "similarity-search", "generative", "image-captioning", "super-resolution", "downscaling",
    ];

    private static readonly HashSet<string> s_accelerators = ["amd64", "cuda", "xla", "amd-rocm", "intel-ipex-cpu", "intel-ipex-gpu", "macos-arm"];

    // Who writes ONNX files, and the flavors of MLflow, and the framework whose models they hold.
    private static readonly Dictionary<string, string> s_frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pytorch"] = "PyTorch",
        ["torch"] = "PyTorch",
        ["tf2onnx"] = "TensorFlow",
        ["tensorflow"] = "TensorFlow",
        ["keras"] = "Keras",
        ["keras2onnx"] = "Keras",
        ["skl2onnx"] = "scikit-learn",
        ["scikit-learn"] = "scikit-learn",
        ["sklearn"] = "scikit-learn",
        ["jax"] = "JAX",
        ["flax"] = "Flax",
        ["mxnet"] = "MXNet",
        ["caffe"] = "Caffe",
        ["paddlepaddle"] = "Paddle",
        ["paddle2onnx"] = "Paddle",
        ["paddle"] = "Paddle",
        ["xgboost"] = "XGBoost",
        ["lightgbm"] = "LightGBM",
        ["catboost"] = "CatBoost",
        ["transformers"] = "Hugging Face",
        ["sentence_transformers"] = "Hugging Face",
        ["spark"] = "Spark ML",
        ["fastai"] = "fastai",
        ["statsmodels"] = "statsmodels",
        ["prophet"] = "Prophet",
        ["h2o"] = "H2O",
        ["spacy"] = "spaCy",
    };

    public static bool IsTask(string text) => s_tasks.Contains(text);

    public static string? Accelerator(string text) => s_accelerators.Contains(text) ? text : text.ToUpperInvariant() switch
    {
        // The list has no "cpu"; this is the nearest it has.
        "CPU" or "X86-64" or "X86_64" => "amd64",
        "GPU" => null,
        _ => s_accelerators.FirstOrDefault(known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>
    /// The framework behind a producer's name; when it is no known one <c>ONNX</c> for an ONNX file, else the name itself.
    /// </summary>
    public static string FrameworkOf(string producer, bool isOnnx) =>
        s_frameworks.TryGetValue(producer.Trim(), out var framework) ? framework
        : isOnnx || producer.Trim().Equals("onnx", StringComparison.OrdinalIgnoreCase) || !IsFrameworkName(producer.Trim()) ? "ONNX"
        : producer.Trim();

    /// <summary>Whether the producer is the framework itself, so that its version is the framework's.</summary>
    public static bool IsFramework(string producer) =>
        s_frameworks.ContainsKey(producer.Trim()) && !producer.Contains("2onnx", StringComparison.OrdinalIgnoreCase);

    public static bool IsFrameworkName(string text) => FrameworkName().IsMatch(text);

    /// <summary>A version as the schema wants it, three numbers: <c>2.7</c> is <c>2.7.0</c>. Null for what is no such version.</summary>
    public static string? Version(string text)
    {
        if (SemanticVersion().IsMatch(text))
        {
            return text;
        }

        var match = ShortVersion().Match(text);
        return match.Success
            ? $"{Digits(match.Groups[1])}.{Digits(match.Groups[2])}.{Digits(match.Groups[3])}{match.Groups[4].Value}" is var full && SemanticVersion().IsMatch(full) ? full : null
            : null;

        static string Digits(Group group) => group.Success && group.Value.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
    }

    public static bool IsModelName(string text) => text.Length <= 200 && ModelName().IsMatch(text);

    /// <summary>A model name made of any text.</summary>
    public static string ToModelName(string text)
    {
        var name = Unfit().Replace(text, "-").Trim('-', '.', '_', ' ');
        return IsModelName(name) ? name : IsModelName($"model-{name}") ? $"model-{name}" : "model";
    }

    public static bool IsDimension(string text) => DimensionName().IsMatch(text);

    public static bool IsHyperparameter(string text) => HyperparameterName().IsMatch(text);

    public static bool IsClassName(string text) => ClassName().IsMatch(text);

    public static bool IsColor(string text) => Color().IsMatch(text);

    [GeneratedRegex(@"^(?=[^\s._\-]).*[^\s._\-]\z")]
    private static partial Regex FrameworkName();

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?\z", RegexOptions.ECMAScript)]
    private static partial Regex SemanticVersion();

    [GeneratedRegex(@"^v?([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:\.([0-9]{1,9}))?([-+][0-9A-Za-z.+-]{1,60})?\z")]
    private static partial Regex ShortVersion();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9_.\-\s]+[a-zA-Z0-9]\z")]
    private static partial Regex ModelName();

    [GeneratedRegex(@"[^a-zA-Z0-9_.\-\s]+")]
    private static partial Regex Unfit();

    [GeneratedRegex(@"^[a-z_-]{1,64}\z")]
    private static partial Regex DimensionName();

    [GeneratedRegex(@"^[0-9a-zA-Z_.-]+\z")]
    private static partial Regex HyperparameterName();

    [GeneratedRegex(@"^[0-9A-Za-z_-]+\z")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"^[0-9A-Fa-f]{6}\z")]
    private static partial Regex Color();
}
