using System.Text.Json;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Items;

namespace Mlops.Catalog.Readme;

/// <summary>
/// Reads the entries of <c>assets</c>: a glob, or an object of <c>{glob|path, key, href, type, type-as, title, description, roles}</c>.
/// </summary>
internal static class AssetRuleReader
{
    public static IReadOnlyList<AssetRule> Read(IReadOnlyList<JsonElement> entries, MetadataWarnings warnings)
    {
        var rules = new List<AssetRule>();
        for (var index = 0; index < entries.Count; index++)
        {
            var field = $"assets[{index}]";
            var rule = entries[index].ValueKind switch
            {
                JsonValueKind.String => new AssetRule { Glob = entries[index].GetString()! },
                JsonValueKind.Object => Object(entries[index]),
                _ => null,
            };
            if (rule is null)
            {
                warnings.Add(field, "is neither a glob nor a mapping");
                continue;
            }

            if (rule.TypeAs is { } name && MediaTypes.ByShortName(name) is null)
            {
                warnings.Add(field, "has an unknown type-as");
                rule = rule with { TypeAs = null };
            }

            if (AssetGlob.Faults(rule).FirstOrDefault() is { } fault)
            {
                warnings.Add(field, fault);
                continue;
            }

            rules.Add(rule);
        }

        return rules;
    }

    private static AssetRule Object(JsonElement entry) => new()
    {
        Glob = Text(entry, "glob") ?? Text(entry, "path"),
        Key = Text(entry, "key"),
        Href = Text(entry, "href"),
        Type = Text(entry, "type"),
        TypeAs = Text(entry, "type-as"),
        Title = Text(entry, "title"),
        Description = Text(entry, "description"),
        Roles = entry.TryGetProperty("roles", out var roles) && roles.ValueKind == JsonValueKind.Array
            ? [.. roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!).Where(role => role.Length > 0)]
            : [],
    };

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
