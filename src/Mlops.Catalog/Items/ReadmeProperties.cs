using System.Text.Json;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Items;

/// <summary>A README's properties: <c>prefix: {field: value}</c> of a known extension is <c>prefix:field</c>.</summary>
/// <param name="Values">The values by full name.</param>
/// <param name="Extensions">Schema URLs of the extensions in use, in order of use.</param>
internal sealed record ReadmeProperties(IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<string> Extensions)
{
    private const int MaxNameLength = 128;
    private const string SharingHub = "sharinghub";

    // What this library checks and completes itself, so that a README's choice of version cannot break the item.
    private static readonly HashSet<string> s_own = ["mlm", "ml-model", "sci", "file"];

    public static ReadmeProperties Of(ReadmeMetadata readme, MetadataWarnings warnings)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in readme.Properties)
        {
            if (value.ValueKind == JsonValueKind.Object && (name == SharingHub || Schema(readme, name) is not null))
            {
                foreach (var member in value.EnumerateObject())
                {
                    Take($"{name}:{member.Name}", member.Value);
                }
            }
            else
            {
                Take(name, value);
            }
        }

        return new(values, [.. values.Keys.Select(name => SchemaOfName(readme, name)).OfType<string>().Distinct()]);

        void Take(string name, JsonElement value)
        {
            if (name is "datetime" or "start_datetime" or "end_datetime")
            {
                return;
            }

            if (name.Length is 0 or > MaxNameLength || name.StartsWith("file:", StringComparison.Ordinal) || name is "license" or "providers" or "title")
            {
                warnings.Add(name, "is no property that an item can have");
            }
            else if (!CommonMetadata.Fits(name, value))
            {
                warnings.Add(name, "has another type than STAC's common metadata asks for");
            }
            else
            {
                values[name] = value;
            }
        }
    }

    private static string? Schema(ReadmeMetadata readme, string prefix) =>
        readme.Extensions.GetValueOrDefault(prefix) ?? StacExtensions.Preconfigured.GetValueOrDefault(prefix);

    private static string? SchemaOfName(ReadmeMetadata readme, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !s_own.Contains(name[..colon]) ? Schema(readme, name[..colon]) : null;
    }
}
