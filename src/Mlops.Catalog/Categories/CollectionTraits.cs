using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Stac;

namespace Mlops.Catalog.Categories;

/// <summary>What a collection says of its items, read from their traits (<see cref="ItemTraits"/>).</summary>
internal static class CollectionTraits
{
    public static IEnumerable<string> Keywords(IReadOnlyList<CollectionTrait> traits) => Of(traits, ItemTraits.Keyword);

    public static IReadOnlyList<StacProvider>? Providers(IReadOnlyList<CollectionTrait> traits)
    {
        // One organisation may be told of in several ways; the most frequent counts.
        List<StacProvider> providers =
        [
            .. Of(traits, ItemTraits.Provider).Select(value => JsonSerializer.Deserialize(value, StacJsonContext.Default.StacProvider)!)
                .DistinctBy(provider => provider.Name),
        ];
        return providers.Count == 0 ? null : providers;
    }

    public static IReadOnlyDictionary<string, JsonElement>? ItemAssets(IReadOnlyList<CollectionTrait> traits)
    {
        var assets = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var value in Of(traits, ItemTraits.Asset))
        {
            var members = JsonSerializer.Deserialize(value, StacJsonContext.Default.DictionaryStringJsonElement)!;
            if (members.Remove("key", out var key))
            {
                assets.TryAdd(key.GetString()!, JsonSerializer.SerializeToElement(members, StacJsonContext.Default.DictionaryStringJsonElement));
            }
        }

        return assets.Count == 0 ? null : assets;
    }

    /// <summary>The values of each property, in their order; those of a property that has very many say little and are left out.</summary>
    public static IReadOnlyDictionary<string, JsonElement>? Summaries(IReadOnlyList<CollectionTrait> traits)
    {
        var summaries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in ItemTraits.Properties)
        {
            List<string> values = [.. Of(traits, name).Order(StringComparer.Ordinal)];
            if (values.Count is > 0 and < ItemTraits.MaxOfAKind)
            {
                using var list = JsonDocument.Parse($"[{string.Join(',', values)}]");
                summaries[name] = list.RootElement.Clone();
            }
        }

        return summaries.Count == 0 ? null : summaries;
    }

    private static IEnumerable<string> Of(IReadOnlyList<CollectionTrait> traits, string kind) =>
        traits.Where(trait => trait.Kind == kind).Select(trait => trait.Value);
}
