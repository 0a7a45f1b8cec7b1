using System.Text.Json;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Mlm;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Registry;
using Mlops.Stac;

namespace Mlops.Catalog.Items;

/// <summary>
/// An item's assets: preview and README, the files that the README lists, those of the category's rules, the registered models. Of several
/// rules for one file the README's count before the category's, then the more specific, then the later.
/// </summary>
internal sealed class ItemAssets
{
    private const int MaxAssets = 1000;
    private const int MaxModels = 50;
    private const string PreviewKey = "preview";

    private readonly ItemDraft _draft;
    private readonly bool _isModel;
    private readonly Dictionary<string, StacAsset> _assets = new(StringComparer.Ordinal);

    // Which rule gave a key, and to which file.
    private readonly Dictionary<string, (PlacedRule Rule, string Path)> _places = new(StringComparer.Ordinal);

    private ItemAssets(ItemDraft draft, Category category)
    {
        _draft = draft;
        _isModel = category.Features.ContainsKey("mlflow")
            || draft.Properties.Values.Keys.Any(name => MlmProperties.Owns(name) || MlModelProperties.Owns(name));
    }

    private Project Project => _draft.Project;

    public static Dictionary<string, StacAsset> Of(ItemDraft draft, Category category)
    {
        var assets = new ItemAssets(draft, category);
        assets.AddPreview();
        var readme = ItemDraft.FindFile(draft.Project, "README.md");
        List<PlacedRule> rules =
        [
            .. readme is null ? [] : new[] { new PlacedRule(new AssetRule { Glob = Literal(readme), Roles = ["metadata"] }, 0, 0, false) },
            .. draft.Readme.Assets.Select((rule, index) => new PlacedRule(rule, 2, index, true)),
            .. category.Assets.Select((rule, index) => new PlacedRule(rule, 1, index, false)),
        ];
        assets.Apply(rules);
        foreach (var model in draft.Models.Where(model => model.FileName is not null).Take(MaxModels))
        {
            assets._assets[$"models:/{model.Name}/{model.Version}"] = Model(model);
        }

        return assets._assets;
    }

    public static bool IsModel(StacAsset asset) => asset.Roles?.Contains(MlmNames.ModelRole) == true;

    private static string Literal(string path) => "/" + string.Concat(path.Select(letter => "*?[]{}\\".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : $"{letter}"));

    private void AddPreview()
    {
        if (_draft.Preview is { } href)
        {
            _assets[PreviewKey] = new() { Href = href, Title = "Preview", Type = MediaTypes.ImageByUrl(href), Roles = ["thumbnail"] };
        }
    }

    private void Apply(List<PlacedRule> rules)
    {
        var winners = new Dictionary<string, PlacedRule>(StringComparer.Ordinal);
        var matched = new HashSet<PlacedRule>();
        foreach (var rule in rules.Where(rule => rule.Pattern is not null))
        {
            foreach (var file in Project.Files.Where(file => rule.Pattern!.IsMatch(file.Path)))
            {
                matched.Add(rule);
                if (!winners.TryGetValue(file.Path, out var other) || rule.Beats(other))
                {
                    winners[file.Path] = rule;
                }
            }
        }

        var filesOf = Project.Files.Where(file => winners.ContainsKey(file.Path)).ToLookup(file => winners[file.Path]);
        foreach (var rule in rules)
        {
            foreach (var file in filesOf[rule])
            {
                if (_assets.Count >= MaxAssets)
                {
                    _draft.Warnings.Add("assets", $"are more than {MaxAssets}; the rest is left out");
                    return;
                }

                AddFile(rule, file.Path);
            }

            if (!matched.Contains(rule))
            {
                AddUnmatched(rule);
            }
        }
    }

    private void AddFile(PlacedRule rule, string path)
    {
        var key = Fill(rule.Rule.Key ?? "{path}", path, path)!;
        if (_assets.ContainsKey(key) && key != path)
        {
            if (_places.TryGetValue(key, out var place) && place.Rule != rule && !place.Rule.Beats(rule))
            {
                // The key goes to the later rule; the file that had it gets its path.
                _assets.Remove(key);
                _places.Remove(key);
                Put(place.Rule, place.Path, place.Path);
            }
            else
            {
                key = path;
            }
        }

        Put(rule, path, key);
    }

    private void Put(PlacedRule rule, string path, string key)
    {
        if (path.Length > 0 && _assets.TryAdd(key, Repository(path, rule.Rule, key)))
        {
            _places[key] = (rule, path);
        }
    }

    private void AddUnmatched(PlacedRule rule)
    {
        if (rule.Rule is { Key: { } name, Href: { } href })
        {
            AddExternal(rule, name, href);
        }
        else if (rule.IsReadmes)
        {
            _draft.Warnings.Add("assets", $"has an entry that no file matches: {rule.Rule.Glob}");
        }
    }

    private void AddExternal(PlacedRule rule, string key, string href)
    {
        if (Resolve(href) is not { } address)
        {
            _draft.Warnings.Add("assets", $"has an href that is neither an absolute URL nor a file of the project: {key}");
            return;
        }

        if (!_assets.ContainsKey(key) || (_places.TryGetValue(key, out var place) && !place.Rule.Beats(rule)))
        {
            _assets[key] = Complete(rule.Rule, address, address.Split('?', '#')[0], key, rule.Rule.Roles.Count > 0 ? rule.Rule.Roles : null);
            _places[key] = (rule, "");
        }
    }

    private string? Resolve(string reference) =>
        _draft.Related.TryCollection(reference, out var item) ? item : ReadmeLinks.Resolve(Project.Path, reference);

    private StacAsset Repository(string path, AssetRule rule, string key)
    {
        var href = rule.Href is { } template ? Resolve(Fill(template, path, key)!) : null;
        var asset = Complete(rule, href ?? CatalogPaths.Download(Project.Path, path), path, key, rule.Roles.Count > 0 ? rule.Roles : MediaTypes.RolesOf(path, _isModel));
        if (href is null && Project.Files.FirstOrDefault(file => file.Path == path)?.Size is { } size)
        {
            (asset.Extra ??= [])["file:size"] = JsonValues.Of(size);
        }

        return asset;
    }

    private static StacAsset Complete(AssetRule rule, string href, string path, string key, IReadOnlyList<string>? roles) => new()
    {
        Href = href,
        Title = Fill(rule.Title, path, key) ?? (key == path ? null : key),
        Description = Fill(rule.Description, path, key),
        Type = rule.Type ?? (rule.TypeAs is { } name ? MediaTypes.ByShortName(name) : null)
            ?? (roles?.Contains(MlmNames.ModelRole) == true ? MediaTypes.OfModel(path) : null) ?? MediaTypes.ByPath(path),
        Roles = roles,
        Extra = roles?.Contains(MlmNames.ModelRole) == true
            ? new() { [MlmNames.ArtifactType] = JsonValues.Of(MlmArtifacts.TypeOf(path)) }
            : null,
    };

    private static StacAsset Model(CatalogModelVersion model)
    {
        var extra = new Dictionary<string, JsonElement> { [MlmNames.ArtifactType] = JsonValues.Of(model.ArtifactType ?? MlmArtifacts.TypeOf(model.FileName!)) };
        if (model.Size is { } size)
        {
            extra["file:size"] = JsonValues.Of(size);
        }

        if (model.Checksum is { } checksum)
        {
            extra["file:checksum"] = JsonValues.Of(checksum);
        }

        return new()
        {
            Href = model.Href!,
            Title = $"{model.Name}, version {model.Version}",
            Type = MediaTypes.OfModel(model.FileName!) ?? MediaTypes.ByPath(model.FileName!) ?? "application/octet-stream",
            Roles = [MlmNames.ModelRole],
            Extra = extra,
        };
    }

    private static string? Fill(string? template, string path, string key) => template?
        .Replace("{path}", path, StringComparison.Ordinal).Replace("{key}", key, StringComparison.Ordinal);
}
