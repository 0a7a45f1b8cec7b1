using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Items;

/// <summary>The scientific extension's properties: from the README's <c>sci</c> values, else from the DOIs that its text links to.</summary>
internal static partial class ScientificProperties
{
    private const string Prefix = "sci:";

    public static bool Owns(string property) => property.StartsWith(Prefix, StringComparison.Ordinal);

    public static Dictionary<string, JsonElement> Of(
        IReadOnlyDictionary<string, JsonElement> properties, IReadOnlyList<Citation> citations, MetadataWarnings warnings)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Where(pair => Owns(pair.Key)))
        {
            if (Fits(name, value))
            {
                fields[name] = value;
            }
            else
            {
                warnings.Add(name, "is unknown to the scientific extension or has a value that it refuses");
            }
        }

        if (citations.Count > 0 && !fields.ContainsKey("sci:doi"))
        {
            fields["sci:doi"] = JsonValues.Of(citations[0].Doi);
            if (citations[0].Text is { } text)
            {
                fields.TryAdd("sci:citation", JsonValues.Of(text));
            }
        }

        var rest = citations.Skip(1).ToList();
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

    private static bool Fits(string name, JsonElement value) => name switch
    {
        "sci:doi" => IsDoi(value),
        "sci:citation" => JsonValues.IsFilledText(value),
        "sci:publications" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(entry =>
            entry.ValueKind == JsonValueKind.Object
            && (JsonValues.Member(entry, "doi") is not { } doi || IsDoi(doi))
            && (JsonValues.Member(entry, "citation") is not { } citation || JsonValues.IsText(citation))),
        _ => false,
    };

    private static bool IsDoi(JsonElement value) => JsonValues.IsText(value) && Doi().IsMatch(value.GetString()!);

    [GeneratedRegex(@"^10\.[0-9a-zA-Z]{4,}/[^\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Doi();
}
