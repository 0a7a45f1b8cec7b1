using System.Text.Json;
using Mlops.Catalog.Categories;

namespace Mlops.Catalog.Readme;

/// <summary>Reads front matter key by key; what has the wrong shape is passed over with a warning, and never stops the rest.</summary>
internal static class ReadmeMetadataReader
{
    private const int MaxEntries = 200;

    public static ReadmeMetadata Read(string? frontMatter, MetadataWarnings warnings)
    {
        if (frontMatter is null)
        {
            return new();
        }

        JsonElement root;
        try
        {
            root = YamlJson.Read(frontMatter, warnings);
        }
        catch (FormatException error)
        {
            warnings.Add("README.md", $"has front matter that {error.Message}");
            return new();
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            if (root.ValueKind != JsonValueKind.Null)
            {
                warnings.Add("README.md", "has front matter that is not a mapping");
            }

            return new();
        }

        return Read(root, warnings);
    }

    private static ReadmeMetadata Read(JsonElement root, MetadataWarnings warnings)
    {
        var metadata = new ReadmeMetadata();
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            var (name, value) = (member.Name, member.Value);
            if (value.ValueKind == JsonValueKind.Null && Known(name))
            {
                continue;
            }

            metadata = name switch
            {
                "title" => metadata with { Title = Text(name, value, warnings) },
                "preview" => metadata with { Preview = Text(name, value, warnings) },
                "license" => metadata with { License = Text(name, value, warnings) },
                "license-url" => metadata with { LicenseUrl = Text(name, value, warnings) },
                "extent" => Extent(metadata, value, warnings),
                "providers" => metadata with { Providers = List(name, value, warnings) },
                "related" => metadata with { Related = Related(value, warnings) },
                "links" => metadata with { Links = List(name, value, warnings) },
                "assets" => metadata with { Assets = AssetRuleReader.Read(List(name, value, warnings), warnings) },
                "extensions" => metadata with { Extensions = Extensions(value, warnings) },
                "topics" => metadata with { Topics = [.. ListOrOne(name, value, warnings).Select(topic => topic.ToString()).Where(topic => topic.Length > 0)] },
                _ => metadata,
            };
            if (!Known(name))
            {
                properties[name] = value;
            }
        }

        return metadata with { Properties = properties };
    }

    private static bool Known(string name) => name is
        "title" or "preview" or "license" or "license-url" or "extent" or "providers" or "related" or "links" or "assets" or "extensions" or "topics";

    private static string? Text(string field, JsonElement value, MetadataWarnings warnings)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        if (text.Length is 0 or > 2000)
        {
            warnings.Add(field, "is not a text of 1 to 2,000 characters");
            return null;
        }

        return text;
    }

    private static IReadOnlyList<JsonElement> List(string field, JsonElement value, MetadataWarnings warnings)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            warnings.Add(field, "is not a list");
            return [];
        }

        if (value.GetArrayLength() > MaxEntries)
        {
            warnings.Add(field, $"has more than {MaxEntries} entries; the rest is passed over");
        }

        return [.. value.EnumerateArray().Take(MaxEntries)];
    }

    private static IReadOnlyList<JsonElement> ListOrOne(string field, JsonElement value, MetadataWarnings warnings) =>
        value.ValueKind == JsonValueKind.String ? [value] : [.. List(field, value, warnings).Where(entry => entry.ValueKind == JsonValueKind.String)];

    private static ReadmeMetadata Extent(ReadmeMetadata metadata, JsonElement value, MetadataWarnings warnings)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            warnings.Add("extent", "is not a mapping");
            return metadata;
        }

        return metadata with
        {
            TemporalExtent = value.TryGetProperty("temporal", out var temporal) && temporal.ValueKind != JsonValueKind.Null ? temporal : null,
            SpatialExtent = value.TryGetProperty("spatial", out var spatial) && spatial.ValueKind != JsonValueKind.Null ? spatial : null,
        };
    }

    private static List<RelatedProject> Related(JsonElement value, MetadataWarnings warnings)
    {
        var related = new List<RelatedProject>();
        if (value.ValueKind != JsonValueKind.Object)
        {
            warnings.Add("related", "is not a mapping of collections to projects");
            return related;
        }

        foreach (var member in value.EnumerateObject())
        {
            related.AddRange(ListOrOne($"related.{member.Name}", member.Value, warnings)
                .Select(reference => new RelatedProject(member.Name, reference.GetString()!.Trim())));
        }

        return [.. related.Distinct().Take(MaxEntries)];
    }

    private static Dictionary<string, string> Extensions(JsonElement value, MetadataWarnings warnings)
    {
        var extensions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object)
        {
            warnings.Add("extensions", "is not a mapping of prefixes to schema URLs");
            return extensions;
        }

        foreach (var member in value.EnumerateObject().Take(MaxEntries))
        {
            if (member.Value.ValueKind == JsonValueKind.String
                && Uri.TryCreate(member.Value.GetString(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                extensions[member.Name] = url.AbsoluteUri;
            }
            else
            {
                warnings.Add($"extensions.{member.Name}", "is not the URL of a schema");
            }
        }

        return extensions;
    }
}
