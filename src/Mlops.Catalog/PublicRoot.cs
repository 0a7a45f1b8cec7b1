using Mlops.Stac;

namespace Mlops.Catalog;

/// <summary>
/// Items and collections are stored without knowledge of where the service is reached, and made absolute when answered. The convention:
/// a stored <c>href</c> (of a link or an asset) or provider <c>url</c> that begins with exactly one <c>/</c> is a path below the service's public root;
/// any other is absolute and stays; and inside a description the character <see cref="Marker"/> stands for the public root.
/// </summary>
public static class PublicRoot
{
    /// <summary>Stands for the public root inside stored descriptions: a private-use character, removed from all user text.</summary>
    public const char Marker = '\uE000';

    /// <summary>One href as a caller sees it.</summary>
    /// <param name="href">The stored href.</param>
    /// <param name="root">The public root, e.g. <c>https://host/prefix</c>; a trailing slash does not matter.</param>
    public static string Resolve(string href, Uri root)
    {
        ArgumentNullException.ThrowIfNull(href);
        ArgumentNullException.ThrowIfNull(root);
        return Resolve(href, Base(root));
    }

    /// <summary>An item as a caller sees it.</summary>
    /// <param name="item">The stored item.</param>
    /// <param name="root">The public root.</param>
    public static StacItem Resolve(StacItem item, Uri root)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(root);
        var text = Base(root);
        return item with
        {
            Links = Links(item.Links, text),
            Assets = Assets(item.Assets, text),
            Properties = item.Properties with
            {
                Description = Describe(item.Properties.Description, text),
                Providers = Providers(item.Properties.Providers, text),
            },
        };
    }

    /// <summary>A collection as a caller sees it.</summary>
    /// <param name="collection">The collection as built.</param>
    /// <param name="root">The public root.</param>
    public static StacCollection Resolve(StacCollection collection, Uri root)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(root);
        var text = Base(root);
        return collection with
        {
            Description = Describe(collection.Description, text)!,
            Links = Links(collection.Links, text),
            Assets = collection.Assets is { } assets ? Assets(assets, text) : null,
            Providers = Providers(collection.Providers, text),
        };
    }

    private static string Base(Uri root) => root.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static string Resolve(string href, string root) =>
        href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal) ? root + href : href;

    private static string? Describe(string? text, string root) =>
        text?.Replace(Marker.ToString(), root, StringComparison.Ordinal);

    private static List<StacLink> Links(IReadOnlyList<StacLink> links, string root) =>
        [.. links.Select(link => link with { Href = Resolve(link.Href, root) })];

    private static Dictionary<string, StacAsset> Assets(IReadOnlyDictionary<string, StacAsset> assets, string root) =>
        assets.ToDictionary(pair => pair.Key, pair => pair.Value with { Href = Resolve(pair.Value.Href, root) });

    private static List<StacProvider>? Providers(IReadOnlyList<StacProvider>? providers, string root) =>
        providers is null ? null : [.. providers.Select(provider => provider.Url is { } url ? provider with { Url = Resolve(url, root) } : provider)];
}
