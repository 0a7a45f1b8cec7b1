using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Catalog.Items;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Mlm;

/// <summary>
/// An item's <c>mlm:*</c> properties: what the README says, then what the legacy ml-model fields say, then what the graph says.
/// </summary>
internal static class MlmProperties
{
    private const string Prefix = "mlm:";

    /// <summary>Whether a property belongs here.</summary>
    public static bool Owns(string property) => property.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>All fields that the schema requires, and those of the others that are known.</summary>
    /// <param name="project">The project, whose name stands in for the model's.</param>
    /// <param name="properties">The README's properties, prefixes written out.</param>
    /// <param name="model">The newest registered version, or null.</param>
    /// <param name="warnings">Takes what is dropped.</param>
    public static Dictionary<string, JsonElement> Of(
        Project project, IReadOnlyDictionary<string, JsonElement> properties, CatalogModelVersion? model, MetadataWarnings warnings)
    {
        var readme = FromReadme(properties, warnings);
        var tasks = Tasks(properties, warnings);

        // The datacube extension, which describes variables, asks for dimensions too.
        var hasVariables = properties.ContainsKey("cube:dimensions")
            && properties.TryGetValue("cube:variables", out var variables) && variables.EnumerateObject().Any();
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["mlm:name"] = readme.Remove("mlm:name", out var name) ? name : JsonValues.Of(MlmNames.ToModelName(model?.Name ?? project.Name)),
            ["mlm:architecture"] = readme.Remove("mlm:architecture", out var architecture) ? architecture
                : properties.TryGetValue("ml-model:architecture", out var legacy) && JsonValues.IsFilledText(legacy) ? legacy
                : JsonValues.Of("unknown"),
            ["mlm:tasks"] = JsonValues.Of(tasks),
            ["mlm:input"] = Tensors(properties, "mlm:input", (entry, warn) => MlmTensor.Input(entry, hasVariables, warn), warnings) ?? GraphTensors.Inputs(model?.Inputs ?? []),
            ["mlm:output"] = Tensors(properties, "mlm:output", (entry, warn) => MlmTensor.Output(entry, hasVariables, tasks, warn), warnings) ?? GraphTensors.Outputs(model?.Outputs ?? [], tasks),
        };
        foreach (var (field, value) in readme)
        {
            fields[field] = value;
        }

        if (model is not null)
        {
            Fill(fields, model);
        }

        return fields;
    }

    private static Dictionary<string, JsonElement> FromReadme(IReadOnlyDictionary<string, JsonElement> properties, MetadataWarnings warnings)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (property, value) in properties.Where(pair => Owns(pair.Key) && pair.Key is not ("mlm:tasks" or "mlm:input" or "mlm:output")))
        {
            if (MlmField.Check(property[Prefix.Length..], value) is { } mended)
            {
                fields[property] = mended;
            }
            else if (value.ValueKind != JsonValueKind.Null)
            {
                warnings.Add(property, "is unknown to MLM v1.5.2 or has a value that it refuses");
            }
        }

        return fields;
    }

    private static IReadOnlyList<string> Tasks(IReadOnlyDictionary<string, JsonElement> properties, MetadataWarnings warnings)
    {
        var tasks = new List<string>();
        if (properties.TryGetValue("mlm:tasks", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            IEnumerable<JsonElement> entries = given.ValueKind == JsonValueKind.Array ? given.EnumerateArray() : [given];
            foreach (var entry in entries)
            {
                if (JsonValues.IsText(entry) && MlmNames.IsTask(entry.GetString()!))
                {
                    tasks.Add(entry.GetString()!);
                }
                else
                {
                    warnings.Add("mlm:tasks", "has a task outside MLM's list");
                }
            }
        }

        if (tasks.Count == 0 && properties.TryGetValue("ml-model:prediction_type", out var legacy)
            && JsonValues.IsText(legacy) && MlmNames.IsTask(legacy.GetString()!))
        {
            tasks.Add(legacy.GetString()!);
        }

        return [.. tasks.Distinct()];
    }

    /// <summary>The README's entries as far as they are valid, or null when there are none and the graph may speak.</summary>
    private static JsonElement? Tensors(
        IReadOnlyDictionary<string, JsonElement> properties, string property, Func<JsonElement, Action<string>, JsonElement?> mend, MetadataWarnings warnings)
    {
        if (!properties.TryGetValue(property, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            warnings.Add(property, "is not a list");
            return null;
        }

        var valid = list.EnumerateArray()
            .Select((entry, index) => mend(entry, reason => warnings.Add($"{property}[{index}]", reason)))
            .OfType<JsonElement>()
            .ToList();
        return valid.Count == 0 ? null : JsonValues.Of(new JsonArray([.. valid.Select(entry => JsonNode.Parse(entry.GetRawText()))]));
    }

    private static void Fill(Dictionary<string, JsonElement> fields, CatalogModelVersion model)
    {
        if (model.Framework is { } producer && !fields.ContainsKey("mlm:framework"))
        {
            fields["mlm:framework"] = JsonValues.Of(MlmNames.FrameworkOf(producer, isOnnx: model.Opset is not null || model.FileName?.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) == true));
            if (MlmNames.IsFramework(producer) && !fields.ContainsKey("mlm:framework_version")
                && model.FrameworkVersion is { } text && MlmNames.Version(text) is { } version)
            {
                fields["mlm:framework_version"] = JsonValues.Of(version);
            }
        }

        if (model.ParameterCount is { } count and >= 0)
        {
            fields.TryAdd("mlm:total_parameters", JsonValues.Of(count));
        }
    }
}
