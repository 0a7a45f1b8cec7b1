using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Catalog.Items;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Categories;

/// <summary>Makes STAC collections of categories; hrefs follow <see cref="PublicRoot"/>.</summary>
public static class CollectionBuilder
{
    /// <summary>A category's collection with all links but those of paging.</summary>
    /// <param name="category">The category.</param>
    /// <param name="summary">What its visible items amount to, or null when there are none.</param>
    /// <param name="catalogTitle">The catalog's title, for links to it.</param>
    public static StacCollection Build(Category category, CollectionSummary? summary, string? catalogTitle = null)
    {
        ArgumentNullException.ThrowIfNull(category);
        var traits = summary?.Traits ?? [];
        var interval = summary?.Interval ?? default;
        return new StacCollection
        {
            Id = category.Id,
            Title = category.Title,
            Description = category.Description,
            Keywords = [.. new[] { category.Topic }.Concat(CollectionTraits.Keywords(traits)).Distinct(StringComparer.OrdinalIgnoreCase)],
            License = "other",
            Providers = CollectionTraits.Providers(traits),
            Extent = new StacExtent
            {
                Spatial = new StacSpatialExtent { Bbox = [(summary?.Bounds ?? BoundingBox.World).ToNumbers()] },
                Temporal = new StacTemporalExtent { Interval = [[Text(interval.Start), Text(interval.End)]] },
            },
            Links =
            [
                new() { Rel = "self", Href = CatalogPaths.Collection(category.Id), Type = "application/json", Title = category.Title },
                new() { Rel = "root", Href = CatalogPaths.Stac, Type = "application/json", Title = catalogTitle },
                new() { Rel = "parent", Href = CatalogPaths.Stac, Type = "application/json", Title = catalogTitle },
                new() { Rel = "items", Href = CatalogPaths.Items(category.Id), Type = "application/geo+json", Title = $"Items of {category.Title}" },
            ],
            Summaries = CollectionTraits.Summaries(traits),
            ItemAssets = CollectionTraits.ItemAssets(traits),
            Assets = Pictures(category),
            Extra = category.Features.Count == 0 ? null : category.Features.ToDictionary(
                feature => $"sharinghub:{feature.Key}",
                feature => JsonSerializer.SerializeToElement(feature.Value ? "enable" : "disable", StacJsonContext.Default.String)),
        };
    }

    private static Dictionary<string, StacAsset>? Pictures(Category category)
    {
        var assets = new Dictionary<string, StacAsset>();
        if (!string.IsNullOrEmpty(category.Logo))
        {
            assets["logo"] = new() { Href = category.Logo, Title = "Logo", Roles = ["thumbnail"] };
        }

        if (!string.IsNullOrEmpty(category.Icon))
        {
            assets["icon"] = new() { Href = category.Icon, Title = "Icon", Roles = ["icon"] };
        }

        return assets.Count == 0 ? null : assets;
    }

    // What stands for an open end in items is one in collections.
    private static string? Text(DateTimeOffset? instant) =>
        instant is { } known && known != ItemTimes.Beginning && known != ItemTimes.End ? Rfc3339.Format(known) : null;
}
