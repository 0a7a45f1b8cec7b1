using System.Text.Json;
using Mlops.Catalog.Items;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Mlm;

/// <summary>The legacy ml-model extension (v1.0.0): kept as the README has it, declared only when it is complete.</summary>
internal static class MlModelProperties
{
    private const string Prefix = "ml-model:";

    public static bool Owns(string property) => property.StartsWith(Prefix, StringComparison.Ordinal);

    public static Dictionary<string, JsonElement> Of(IReadOnlyDictionary<string, JsonElement> properties, MetadataWarnings warnings)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Where(pair => Owns(pair.Key)))
        {
            if (Fits(name[Prefix.Length..], value))
            {
                fields[name] = value;
            }
            else
            {
                warnings.Add(name, "is unknown to ml-model v1.0.0 or has a value that it refuses");
            }
        }

        if (fields.Count > 0)
        {
            fields.TryAdd("ml-model:type", JsonValues.Of("ml-model"));
        }

        return fields;
    }

    public static bool IsComplete(IReadOnlyDictionary<string, JsonElement> fields) =>
        fields.ContainsKey("ml-model:learning_approach") && fields.ContainsKey("ml-model:prediction_type") && fields.ContainsKey("ml-model:architecture");

    private static bool Fits(string name, JsonElement value) => JsonValues.IsText(value) && name switch
    {
        "type" => value.GetString() == "ml-model",
        "learning_approach" or "prediction_type" or "architecture" or "training-os" => true,
        "training-processor-type" => value.GetString() is "cpu" or "gpu",
        _ => false,
    };
}
