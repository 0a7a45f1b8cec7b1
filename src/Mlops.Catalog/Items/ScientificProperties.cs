using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Items;

/// <summary>The scientific extension's properties: from the README's <c>sci</c> values, else from the DOIs that its text names.</summary>
internal static class ScientificProperties
{
    private const string Prefix = "sci:";

    public static bool Owns(string property) => property.StartsWith(Prefix, StringComparison.Ordinal);

    public static Dictionary<string, JsonElement> Of(
        IReadOnlyDictionary<string, JsonElement> properties, IReadOnlyList<Citation> citations, MetadataWarnings warnings)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Where(pair => Owns(pair.Key) && pair.Value.ValueKind != JsonValueKind.Null))
        {
            if (Mend(name, value) is { } mended)
            {
                fields[name] = mended;
            }
            else
            {
                warnings.Add(name, "is unknown to the scientific extension or has a value that it refuses");
            }
        }

        if (citations.Count > 0 && fields.TryAdd("sci:doi", JsonValues.Of(citations[0].Doi)) && citations[0].Text is { } text)
        {
            fields.TryAdd("sci:citation", JsonValues.Of(text));
        }

        var rest = citations.Where(citation => !string.Equals(citation.Doi, fields["sci:doi"].GetString(), StringComparison.OrdinalIgnoreCase)).ToList();
        if (rest.Count > 0)
        {
            fields.TryAdd("sci:publications", JsonValues.Of(new JsonArray([.. rest.Select(Publication)])));
        }

        return fields;
    }

    private static JsonObject Publication(Citation citation)
    {
        var publication = new JsonObject { ["doi"] = citation.Doi };
        if (citation.Text is { } text)
        {
            publication["citation"] = text;
        }

        return publication;
    }

    private static JsonElement? Mend(string name, JsonElement value) => name switch
    {
        // Often written with its resolver or a label before it.
        "sci:doi" => JsonValues.IsText(value) && DoiText.Read(value.GetString()!) is { } doi ? JsonValues.Of(doi) : null,
        "sci:citation" => JsonValues.IsFilledText(value) ? value : null,
        "sci:publications" => ArePublications(value) ? value : null,
        _ => null,
    };

    private static bool ArePublications(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(entry =>
        entry.ValueKind == JsonValueKind.Object
        && (JsonValues.Member(entry, "doi") is not { } doi || (JsonValues.IsText(doi) && DoiText.IsDoi(doi.GetString()!)))
        && (JsonValues.Member(entry, "citation") is not { } citation || JsonValues.IsText(citation)));
}
