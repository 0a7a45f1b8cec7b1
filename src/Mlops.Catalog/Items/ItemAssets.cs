using System.Text.Json;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Mlm;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Catalog.Registry;
using Mlops.Catalog.Stac;

namespace Mlops.Catalog.Items;

/// <summary>
/// An item's assets: preview and README, the files that the README lists, those of the category's rules, the registered models.
/// Of several rules for one file the first counts.
/// </summary>
internal sealed class ItemAssets
{
    private const int MaxAssets = 1000;
    private const int MaxModels = 50;

    private readonly ItemDraft _draft;
    private readonly Dictionary<string, StacAsset> _assets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    private ItemAssets(ItemDraft draft) => _draft = draft;

    private Project Project => _draft.Project;

    public static Dictionary<string, StacAsset> Of(ItemDraft draft, Category category)
    {
        var assets = new ItemAssets(draft);
        assets.AddPreview();
        assets.AddReadme();
        foreach (var rule in draft.Readme.Assets)
        {
            assets.Apply(rule, "assets");
        }

        foreach (var rule in category.Assets)
        {
            assets.Apply(rule, null);
        }

        foreach (var model in draft.Models.Take(MaxModels))
        {
            assets._assets[$"models:/{model.Name}/{model.Version}"] = Model(model);
        }

        return assets._assets;
    }

    public static bool IsModel(StacAsset asset) => asset.Roles?.Contains(MlmNames.ModelRole) == true;

    private void AddPreview()
    {
        if (_draft.Preview is { } href)
        {
            _assets["preview"] = new() { Href = href, Title = "Preview", Type = MediaTypes.ImageByUrl(href), Roles = ["thumbnail"] };
        }
    }

    private void AddReadme()
    {
        if (ItemDraft.FindFile(Project, "README.md") is { } path)
        {
            _assets[path] = Repository(path, new AssetRule { Roles = ["metadata"] }, path);
            _shared.Add(path);
        }
    }

    private void Apply(AssetRule rule, string? field)
    {
        var matches = rule.Glob is { } pattern && AssetGlob.TryParse(pattern, out var glob)
            ? Project.Files.Where(file => glob.IsMatch(file.Path)).Select(file => file.Path).ToList()
            : [];
        foreach (var path in matches)
        {
            if (_assets.Count >= MaxAssets)
            {
                _draft.Warnings.Add("assets", $"are more than {MaxAssets}; the rest is left out");
                return;
            }

            if (_shared.Add(path))
            {
                var key = Fill(rule.Key ?? "{path}", path, path)!;
                key = _assets.ContainsKey(key) ? path : key;
                _assets.TryAdd(key, Repository(path, rule, key));
            }
        }

        if (matches.Count == 0 && rule is { Key: { } name, Href: { } href })
        {
            AddExternal(rule, name, href);
        }
        else if (matches.Count == 0 && field is not null)
        {
            _draft.Warnings.Add(field, $"has an entry that no file matches: {rule.Glob}");
        }
    }

    private void AddExternal(AssetRule rule, string key, string href)
    {
        if (ReadmeLinks.Resolve(Project.Path, href) is not { } address)
        {
            _draft.Warnings.Add("assets", $"has an href that is neither an absolute URL nor a file of the project: {key}");
            return;
        }

        _assets.TryAdd(key, Complete(rule, address, address.Split('?', '#')[0], key, rule.Roles.Count > 0 ? rule.Roles : null));
    }

    private StacAsset Repository(string path, AssetRule rule, string key)
    {
        var href = rule.Href is { } template ? ReadmeLinks.Resolve(Project.Path, Fill(template, path, key)!) : null;
        var asset = Complete(rule, href ?? CatalogPaths.Download(Project.Path, path), path, key, rule.Roles.Count > 0 ? rule.Roles : MediaTypes.RolesOf(path));
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
        Type = rule.Type ?? (rule.TypeAs is { } name ? MediaTypes.ByShortName(name) : null) ?? MediaTypes.ByPath(path),
        Roles = roles,
        Extra = roles?.Contains(MlmNames.ModelRole) == true
            ? new() { [MlmNames.ArtifactType] = JsonValues.Of(MlmArtifacts.TypeOf(path)) }
            : null,
    };

    private static StacAsset Model(CatalogModelVersion model)
    {
        var extra = new Dictionary<string, JsonElement> { [MlmNames.ArtifactType] = JsonValues.Of(MlmArtifacts.TypeOf(model.FileName)) };
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
            Href = model.Href,
            Title = $"{model.Name}, version {model.Version}",
            Type = MediaTypes.ByPath(model.FileName) ?? "application/octet-stream",
            Roles = [MlmNames.ModelRole],
            Extra = extra,
        };
    }

    private static string? Fill(string? template, string path, string key) => template?
        .Replace("{path}", path, StringComparison.Ordinal).Replace("{key}", key, StringComparison.Ordinal);
}
