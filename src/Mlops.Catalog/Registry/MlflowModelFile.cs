using System.Text.Json;
using Mlops.Catalog.Items;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Registry;

/// <summary>
/// What the file <c>MLmodel</c> of a model that MLflow saved says: its flavor (the framework), the saved file, its signature.
/// </summary>
/// <param name="Flavor">The flavor besides <c>python_function</c>, e.g. <c>sklearn</c>, or null.</param>
/// <param name="FrameworkVersion">The framework's version, or null.</param>
/// <param name="File">The model's file or folder relative to <c>MLmodel</c>, or null.</param>
/// <param name="Inputs">The signature's inputs.</param>
/// <param name="Outputs">The signature's outputs.</param>
internal sealed record MlflowModelFile(
    string? Flavor, string? FrameworkVersion, string? File, IReadOnlyList<CatalogTensor> Inputs, IReadOnlyList<CatalogTensor> Outputs)
{
    /// <summary>The file's name.</summary>
    public const string Name = "MLmodel";

    private const string Python = "python_function";
    private const int MaxTensors = 100;

    private static readonly string[] s_files = ["model_data", "pickled_model", "data", "model_path", "saved_model_dir", "model_binary", "model_code_path"];

    /// <summary>Reads the file; null for what is no YAML mapping. Whatever else does not fit counts as absent.</summary>
    public static MlflowModelFile? Read(string yaml)
    {
        JsonElement root;
        try
        {
            root = YamlJson.Read(yaml);
        }
        catch (FormatException)
        {
            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var flavors = JsonValues.Member(root, "flavors") is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject().ToList() : [];
        var flavor = flavors.Where(member => member.Name != Python && member.Value.ValueKind == JsonValueKind.Object).Cast<JsonProperty?>().FirstOrDefault();
        var python = flavors.Where(member => member.Name == Python).Select(member => member.Value).FirstOrDefault();
        var signature = JsonValues.Member(root, "signature");
        return new(
            flavor?.Name,
            flavor is { } known ? Version(known) : null,
            (flavor is { } own ? FileOf(own.Value) : null) ?? FileOf(python),
            signature is { } typed ? Tensors(JsonValues.Member(typed, "inputs"), "input") : [],
            signature is { } shaped ? Tensors(JsonValues.Member(shaped, "outputs"), "output") : []);
    }

    private static string? Version(JsonProperty flavor)
    {
        var names = new[] { $"{flavor.Name}_version", flavor.Name switch { "xgboost" => "xgb_version", "lightgbm" => "lgb_version", "catboost" => "catboost_version", _ => "version" } };
        return names.Select(name => JsonValues.Member(flavor.Value, name)).OfType<JsonElement>()
            .Select(value => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : JsonValues.IsText(value) ? value.GetString() : null)
            .FirstOrDefault(version => !string.IsNullOrEmpty(version));
    }

    private static string? FileOf(JsonElement flavor) => s_files.Select(name => JsonValues.Member(flavor, name))
        .OfType<JsonElement>()
        .Where(JsonValues.IsFilledText)
        .Select(value => value.GetString()!.Trim('/'))
        .FirstOrDefault(RepositoryPath.IsSafe);

    /// <summary>
    /// A signature's inputs or outputs, which MLflow writes as JSON in a text: <c>{"type":"tensor","tensor-spec":{"dtype","shape"}}</c>
    /// or a column <c>{"type":"double","name"}</c>.
    /// </summary>
    private static List<CatalogTensor> Tensors(JsonElement? text, string name)
    {
        if (text is not { ValueKind: JsonValueKind.String } json)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json.GetString()!, new JsonDocumentOptions { MaxDepth = YamlLimits.Depth });
            return document.RootElement.ValueKind != JsonValueKind.Array ? [] :
            [
                .. document.RootElement.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).Take(MaxTensors)
                    .Select((entry, index) => Tensor(entry, index == 0 ? name : $"{name}_{index}")),
            ];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Also text with half of a surrogate pair.
            return [];
        }
    }

    private static CatalogTensor Tensor(JsonElement entry, string fallback)
    {
        var name = JsonValues.Member(entry, "name") is { } given && JsonValues.IsFilledText(given) ? given.GetString()! : fallback;
        if (JsonValues.Member(entry, "tensor-spec") is not { } spec)
        {
            // A column of a table: one value for each row.
            return new(name, JsonValues.Member(entry, "type") is { } type && JsonValues.IsText(type) ? Column(type.GetString()!) : "other", [new(null, "batch")]);
        }

        var shape = JsonValues.Member(spec, "shape") is { ValueKind: JsonValueKind.Array } sizes
            ? sizes.EnumerateArray().Select(size => new CatalogDimension(JsonValues.IsInteger(size, 0) ? size.GetInt64() : null, null)).ToList()
            : null;
        return new(name, JsonValues.Member(spec, "dtype") is { } data && JsonValues.IsText(data) ? data.GetString()! : "other", shape);
    }

    private static string Column(string type) => type switch
    {
        "integer" => "int32",
        "long" => "int64",
        "float" => "float32",
        "double" => "float64",
        _ => "other",
    };
}
