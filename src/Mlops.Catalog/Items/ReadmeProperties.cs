using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Catalog.Extensions;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Items;

/// <summary>A README's properties: <c>prefix: {field: value}</c> of an extension is <c>prefix:field</c>.</summary>
/// <param name="Values">The values by full name; those of known extensions fit their schemas.</param>
/// <param name="Known">The known extensions in use, which an item declares if it has all that they ask for.</param>
/// <param name="Unknown">Schema URLs of other extensions in use.</param>
internal sealed record ReadmeProperties(
    IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<StacExtension> Known, IReadOnlyList<string> Unknown)
{
    private const int MaxNameLength = 128;
    private const string SharingHub = "sharinghub";

    public static ReadmeProperties Of(ReadmeMetadata readme, MetadataWarnings warnings)
    {
        var values = Flatten(readme, warnings);
        var known = new List<StacExtension>();
        var unknown = new List<string>();
        foreach (var url in Declared(readme, values))
        {
            if (StacExtensions.ByUrl(url) is not { } extension)
            {
                unknown.Add(url);
                warnings.Add("extensions", $"names a schema that is not known here, so its fields are shown unchecked: {url}");
            }
            else if (!known.Contains(extension))
            {
                known.Add(extension);
                if (!string.Equals(extension.Url, url.TrimEnd('#'), StringComparison.Ordinal))
                {
                    warnings.Add("extensions", $"names {url}, which is read as {extension.Name} {extension.Version}");
                }
            }
        }

        foreach (var extension in known)
        {
            Check(extension, values, warnings);
        }

        return new(values, known, unknown);
    }

    private static Dictionary<string, JsonElement> Flatten(ReadmeMetadata readme, MetadataWarnings warnings)
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

        return values;

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
            else if (CommonMetadata.Mend(name, value) is { } mended)
            {
                values[name] = mended;
            }
            else
            {
                warnings.Add(name, "has another type than STAC's common metadata asks for");
            }
        }
    }

    private static string? Schema(ReadmeMetadata readme, string prefix) =>
        readme.Extensions.GetValueOrDefault(prefix) ?? StacExtensions.Preconfigured.GetValueOrDefault(prefix);

    /// <summary>Schemas of the extensions whose fields are in use, in order of use.</summary>
    private static List<string> Declared(ReadmeMetadata readme, Dictionary<string, JsonElement> values)
    {
        var urls = new List<string>();
        foreach (var name in values.Keys)
        {
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                Add(readme.Extensions.GetValueOrDefault(name[..colon]) ?? StacExtensions.ByField(name)?.Url);
            }
            else
            {
                // The fields of some extensions have no prefix: they count where the README declares the extension.
                Add(readme.Extensions.Values.FirstOrDefault(url => StacExtensions.ByUrl(url) is { Prefix.Length: 0 } bare && bare.Owns(name)));
            }
        }

        return [.. urls.Distinct(StringComparer.Ordinal)];

        void Add(string? url)
        {
            if (url is not null && !StacExtensions.IsOwn(url))
            {
                urls.Add(url);
            }
        }
    }

    private static void Check(StacExtension extension, Dictionary<string, JsonElement> values, MetadataWarnings warnings)
    {
        foreach (var (name, value) in values.Where(pair => extension.Owns(pair.Key)).ToList())
        {
            if (!extension.Fields.TryGetValue(name, out var shape))
            {
                values.Remove(name);
                warnings.Add(name, $"is unknown to {extension.Name} {extension.Version}");
            }
            else if (Mend(shape, value) is { } mended)
            {
                values[name] = mended;
            }
            else
            {
                values.Remove(name);
                warnings.Add(name, $"has a value that {extension.Name} {extension.Version} refuses");
            }
        }

        if (extension.Rule?.Invoke(values) is var (field, reason))
        {
            values.Remove(field);
            warnings.Add(field, reason);
        }

        if (extension.BandFields.Count > 0 && values.TryGetValue("bands", out var bands))
        {
            values["bands"] = CheckBands(extension, bands, warnings);
        }
    }

    private static JsonElement CheckBands(StacExtension extension, JsonElement bands, MetadataWarnings warnings)
    {
        var list = JsonNode.Parse(bands.GetRawText())!.AsArray();
        foreach (var (index, band) in bands.EnumerateArray().Index())
        {
            foreach (var member in band.EnumerateObject().Where(member => extension.Owns(member.Name)))
            {
                if (!extension.BandFields.TryGetValue(member.Name, out var shape) || !shape(member.Value))
                {
                    list[index]!.AsObject().Remove(member.Name);
                    warnings.Add($"bands[{index}].{member.Name}", $"is unknown to {extension.Name} {extension.Version} or has a value that it refuses");
                }
            }
        }

        return JsonValues.Of(list);
    }

    private static JsonElement? Mend(Shape shape, JsonElement value) =>
        shape(value) ? value
        : shape == Shapes.Instant ? CommonMetadata.MendInstant(value)

        // A version such as 1.10 is a number to YAML.
        : (shape == Shapes.Text || shape == Shapes.FilledText) && JsonValues.IsNumber(value) ? JsonValues.Of(value.GetRawText())
        : null;
}
