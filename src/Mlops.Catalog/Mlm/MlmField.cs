using System.Text.Json;
using Mlops.Catalog.Items;

namespace Mlops.Catalog.Mlm;

/// <summary>One <c>mlm:*</c> property of a README: kept, mended, or refused by the rules of MLM v1.5.2.</summary>
internal static class MlmField
{
    /// <summary>The value to emit, or null when the schema refuses it.</summary>
    /// <param name="name">The field's name without prefix.</param>
    /// <param name="value">What the README says.</param>
    public static JsonElement? Check(string name, JsonElement value) => name switch
    {
        "name" => If(JsonValues.IsText(value) && MlmNames.IsModelName(value.GetString()!), value),
        "architecture" => If(JsonValues.IsFilledText(value), value),
        "framework" => If(JsonValues.IsText(value) && MlmNames.IsFrameworkName(value.GetString()!), value),
        "framework_version" => Version(value),
        "memory_size" or "total_parameters" or "batch_size_suggestion" => If(JsonValues.IsInteger(value, 0), value),
        "pretrained" or "accelerator_constrained" => If(JsonValues.IsFlag(value), value),
        "pretrained_source" => If(JsonValues.IsText(value) || value.ValueKind == JsonValueKind.Null, value),
        "accelerator" => Accelerator(value),
        "accelerator_summary" => If(JsonValues.IsText(value), value),
        "accelerator_count" => If(JsonValues.IsInteger(value, 1), value),
        "hyperparameters" => Hyperparameters(value),
        _ => null,
    };

    private static JsonElement? If(bool fits, JsonElement value) => fits ? value : null;

    private static JsonElement? Version(JsonElement value)
    {
        var text = JsonValues.IsText(value) ? value.GetString()! : JsonValues.IsNumber(value) ? value.GetRawText() : "";
        return MlmNames.Version(text) is { } version ? JsonValues.Of(version) : null;
    }

    private static JsonElement? Accelerator(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? value
        : JsonValues.IsText(value) && MlmNames.Accelerator(value.GetString()!) is { } accelerator ? JsonValues.Of(accelerator)
        : null;

    private static JsonElement? Hyperparameters(JsonElement value) =>
        If(value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any()
            && value.EnumerateObject().All(member => MlmNames.IsHyperparameter(member.Name)), value);
}
