using System.Globalization;

namespace Mlops.Tracking.Registry;

/// <summary>The tags <c>mlops.onnx.*</c> of a model version: an <see cref="OnnxModel"/> to tags and back.</summary>
public static class OnnxModelTags
{
    /// <summary>What every tag of the family begins with.</summary>
    public const string Prefix = "mlops.onnx.";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public const string Valid = Prefix + "valid";

    /// <summary>Why, in one sentence.</summary>
    public const string Message = Prefix + "message";

    /// <summary>The model file's path relative to the version's source.</summary>
    public const string File = Prefix + "file";

    /// <summary>Bytes of the model file, decimal.</summary>
    public const string Size = Prefix + "size";

    /// <summary>SHA-256 of the model file, 64 lower-case hexadecimal digits.</summary>
    public const string Sha256 = Prefix + "sha256";

    /// <summary>The intermediate representation's version, decimal.</summary>
    public const string IrVersion = Prefix + "ir_version";

    /// <summary>A JSON object of operator set versions by domain, e.g. <c>{"ai.onnx":17}</c>.</summary>
    public const string Opset = Prefix + "opset";

    /// <summary>The program that wrote the model.</summary>
    public const string ProducerName = Prefix + "producer_name";

    /// <summary>That program's version.</summary>
    public const string ProducerVersion = Prefix + "producer_version";

    /// <summary>
    /// A JSON array of <c>{"name","data_type","shape"}</c>; a dimension is a number, a name, or null; a shape of unknown rank is null.
    /// Entries that do not fit into 5,000 characters are left off at the end.
    /// </summary>
    public const string Inputs = Prefix + "inputs";

    /// <summary>The outputs, written as <see cref="Inputs"/>.</summary>
    public const string Outputs = Prefix + "outputs";

    /// <summary>Number of elements in all initializers, decimal.</summary>
    public const string ParameterCount = Prefix + "parameter_count";

    /// <summary>
    /// A JSON object <c>{"status","message","inputs","outputs"}</c> with status <c>ran</c>, <c>skipped</c>, <c>failed</c> or
    /// <c>timed_out</c>.
    /// </summary>
    public const string Inference = Prefix + "inference";

    /// <summary>The most characters that a value has.</summary>
    public const int MaxValueLength = 5000;

    private const int MaxTextLength = 1000;

    /// <summary>Writes what is known; what is not known has no tag.</summary>
    /// <param name="model">The inspected model.</param>
    public static IReadOnlyDictionary<string, string> Write(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tags = new Dictionary<string, string>
        {
            [Valid] = model.Valid ? "true" : "false",
            [Message] = OnnxTagText.Clean(model.Message, MaxTextLength),
        };
        Text(File, model.File, MaxValueLength);
        Number(Size, model.Size);
        Text(Sha256, model.Sha256, MaxTextLength);
        Number(IrVersion, model.IrVersion);
        Text(ProducerName, model.ProducerName, MaxTextLength);
        Text(ProducerVersion, model.ProducerVersion, MaxTextLength);
        Number(ParameterCount, model.ParameterCount);
        if (model.IrVersion is not null)
        {
            tags[Opset] = OnnxTagJson.WriteOpsets(model.Opsets, MaxValueLength);
            tags[Inputs] = OnnxTagJson.WriteTensors(model.Inputs, MaxValueLength);
            tags[Outputs] = OnnxTagJson.WriteTensors(model.Outputs, MaxValueLength);
        }

        if (model.Inference is { } inference)
        {
            tags[Inference] = OnnxTagJson.WriteInference(inference, MaxValueLength);
        }

        return tags;

        void Number(string key, long? value)
        {
            if (value is { } known)
            {
                tags[key] = known.ToString(CultureInfo.InvariantCulture);
            }
        }

        void Text(string key, string? value, int max)
        {
            if (!string.IsNullOrEmpty(value))
            {
                tags[key] = OnnxTagText.Clean(value, max);
            }
        }
    }

    /// <summary>
    /// Reads a version's tags. Tags are open to anyone who may write, so a value that does not parse counts as absent and nothing is
    /// thrown.
    /// </summary>
    /// <param name="tags">All tags of a version; those of other families are passed over.</param>
    /// <returns>The model, or null when there is no tag <see cref="Valid"/> of <c>true</c> or <c>false</c>.</returns>
    public static OnnxModel? Read(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return !bool.TryParse(tags.GetValueOrDefault(Valid), out var valid)
            ? null
            : new OnnxModel
            {
                Valid = valid,
                Message = tags.GetValueOrDefault(Message) ?? "",
                File = tags.GetValueOrDefault(File),
                Size = Number(Size),
                Sha256 = tags.GetValueOrDefault(Sha256),
                IrVersion = Number(IrVersion),
                Opsets = OnnxTagJson.ReadOpsets(tags.GetValueOrDefault(Opset)),
                ProducerName = tags.GetValueOrDefault(ProducerName),
                ProducerVersion = tags.GetValueOrDefault(ProducerVersion),
                Inputs = OnnxTagJson.ReadTensors(tags.GetValueOrDefault(Inputs)),
                Outputs = OnnxTagJson.ReadTensors(tags.GetValueOrDefault(Outputs)),
                ParameterCount = Number(ParameterCount),
                Inference = OnnxTagJson.ReadInference(tags.GetValueOrDefault(Inference)),
            };

        long? Number(string key) =>
            long.TryParse(tags.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
