using System.Text.Json;
using System.Text.Json.Nodes;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Extensions;
using Mlops.Catalog.Mlm;
using Mlops.Catalog.Readme;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Items;

/// <summary>
/// An item's properties with the extensions that they and the assets use, and the assets with what properties ask of them.
/// </summary>
/// <param name="Properties">The properties.</param>
/// <param name="Assets">The assets.</param>
/// <param name="Extensions">The schema URLs.</param>
internal sealed record ItemProperties(StacProperties Properties, IReadOnlyDictionary<string, StacAsset> Assets, IReadOnlyList<string> Extensions)
{
    public static ItemProperties Of(ItemDraft draft, Category category, TimeInterval time, Dictionary<string, StacAsset> assets)
    {
        var readme = draft.Properties.Values;
        var extra = readme.Where(pair => !IsOwned(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var extensions = new List<string>();
        var scientific = ScientificProperties.Of(readme, draft.Body.Citations, draft.Warnings);
        var legacy = MlModelProperties.Of(readme, draft.Warnings);
        var hasModel = assets.Values.Any(ItemAssets.IsModel);
        var mlm = hasModel || readme.Keys.Any(MlmProperties.Owns)
            ? MlmProperties.Of(draft.Project, readme, draft.Models.Count > 0 ? draft.Models[0] : null, draft.Warnings)
            : [];
        Declare(scientific.Count > 0, StacExtensions.Scientific);
        Declare(MlModelProperties.IsComplete(legacy), StacExtensions.MlModel);

        // The extension asks for a model file: until there is one, its fields stand without being declared.
        Declare(hasModel, StacExtensions.Mlm);
        Declare(assets.Values.Any(asset => asset.Extra?.Keys.Any(name => name.StartsWith("file:", StringComparison.Ordinal)) == true), StacExtensions.File);
        foreach (var (name, value) in scientific.Concat(legacy).Concat(mlm).Concat(SharingHub(draft, category)))
        {
            extra[name] = value;
        }

        var placed = ItemBands.Place(extra, assets, hasModel, draft.Warnings);
        var declared = draft.Properties.Known.Where(known => IsComplete(known, extra, draft.Warnings)).Select(known => known.Url)
            .Concat(draft.Properties.Unknown).Concat(extensions);
        if (draft.License?.Expression is { } expression)
        {
            extra[ItemLicense.ExpressionProperty] = JsonValues.Of(expression);
        }

        return new(Common(draft, category, time, extra), placed, [.. declared.Distinct()]);

        void Declare(bool used, string url)
        {
            if (used)
            {
                extensions.Add(url);
            }
        }
    }

    /// <summary>Whether the item has what the extension asks of those who declare it.</summary>
    private static bool IsComplete(StacExtension extension, Dictionary<string, JsonElement> properties, MetadataWarnings warnings)
    {
        if (extension.Required.FirstOrDefault(name => !properties.ContainsKey(name)) is { } missing)
        {
            warnings.Add("extensions", $"has {extension.Name} {extension.Version}, which is not declared since the item lacks {missing}");
            return false;
        }

        return !extension.RequiresAny || properties.Keys.Any(extension.Owns)
            || (extension.BandFields.Count > 0 && properties.TryGetValue("bands", out var bands)
                && bands.EnumerateArray().Any(band => band.EnumerateObject().Any(member => extension.BandFields.ContainsKey(member.Name))));
    }

    private static bool IsOwned(string name) =>
        name is "description" or "keywords" or "created" or "updated"
        || MlmProperties.Owns(name) || MlModelProperties.Owns(name) || ScientificProperties.Owns(name);

    private static StacProperties Common(ItemDraft draft, Category category, TimeInterval time, Dictionary<string, JsonElement> extra)
    {
        var readme = draft.Properties.Values;
        var project = draft.Project;
        var isInstant = time.Start == time.End;
        var description = Text("description")
            ?? (draft.Body.Description.Length > 0 ? draft.Body.Description : null)
            ?? (string.IsNullOrWhiteSpace(project.Description) ? project.Name : project.Description);
        IReadOnlyList<string> keywords = readme.TryGetValue("keywords", out var given)
            ? [.. given.EnumerateArray().Select(keyword => keyword.GetString()!)]
            : [.. project.Topics.Where(topic => draft.Options.EffectiveCategories.All(known => !string.Equals(known.Topic, topic, StringComparison.OrdinalIgnoreCase)))];
        return new()
        {
            Title = draft.Readme.Title ?? project.Name,
            Description = description,
            Keywords = keywords.Count == 0 ? null : keywords,
            Datetime = isInstant ? time.Start : ItemTimes.Nominal(time, draft.Readme, project.UpdatedAt),
            StartDatetime = isInstant ? null : time.Start,
            EndDatetime = isInstant ? null : time.End,
            Created = Instant("created") ?? ItemTimes.Cut(project.CreatedAt),
            Updated = Instant("updated") ?? ItemTimes.Cut(project.UpdatedAt),
            License = draft.License?.Id,
            Providers = ItemProviders.Of(project, draft.Readme, draft.Options, draft.Warnings),
            Extra = extra,
        };

        string? Text(string name) => readme.TryGetValue(name, out var value) ? value.GetString() : null;

        DateTimeOffset? Instant(string name) => Rfc3339.TryParse(Text(name), out var instant) ? instant : null;
    }

    private static Dictionary<string, JsonElement> SharingHub(ItemDraft draft, Category category)
    {
        var project = draft.Project;
        var values = new Dictionary<string, JsonElement>
        {
            ["sharinghub:id"] = JsonValues.Of(project.Path),
            ["sharinghub:name"] = JsonValues.Of(project.Name),
            ["sharinghub:path"] = JsonValues.Of(project.Path),
            ["sharinghub:dvc-init"] = JsonValues.Of(
                project.HasDvc || project.Files.Any(file => file.Path.EndsWith(".dvc", StringComparison.OrdinalIgnoreCase) || file.Path.StartsWith(".dvc/", StringComparison.Ordinal))
                    ? "enable" : "disable"),
        };
        if (project.DefaultBranch is { } branch)
        {
            values["sharinghub:default-branch"] = JsonValues.Of(branch);
        }

        if (project.Stars is { } stars)
        {
            values["sharinghub:stars"] = JsonValues.Of(stars);
        }

        foreach (var feature in category.Features.Keys)
        {
            values[$"sharinghub:{feature}"] = JsonValues.Of(IsOn(draft, category, feature) ? "enable" : "disable");
        }

        return values;
    }

    /// <summary>Whether a feature of the category is on; the README's <c>sharinghub: {feature: disable}</c> switches one off.</summary>
    public static bool IsOn(ItemDraft draft, Category category, string feature) =>
        category.Features.GetValueOrDefault(feature)
        && !(draft.Properties.Values.TryGetValue($"sharinghub:{feature}", out var own)
            && (own.ValueKind == JsonValueKind.False || (own.ValueKind == JsonValueKind.String && own.ValueEquals("disable"))));
}
