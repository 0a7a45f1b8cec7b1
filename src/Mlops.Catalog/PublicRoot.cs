using Mlops.Stac;

namespace Mlops.Catalog;

/// <summary>
/// Items and collections are stored without knowledge of where the service is reached, and made absolute when answered. The convention:
/// a stored <c>href</c> (of a link or an asset) or provider <c>url</c> that begins with exactly one <c>/</c> is a path below the
/// service's public root; any other is absolute and stays; and inside a description the character <see cref="Marker"/> stands for the
/// public root.
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
        return Map(item, href => Resolve(href, text), description => Describe(description, text));
    }

    /// <summary>An item in which <see cref="Marker"/> stands for the public root everywhere.</summary>
    internal static StacItem Mark(StacItem item) => Map(item, href => Resolve(href, Marker.ToString()), description => description);

    /// <summary>The item that was given to <see cref="Mark"/>.</summary>
    internal static StacItem Unmark(StacItem item) => Map(
        item, href => href.StartsWith($"{Marker}/", StringComparison.Ordinal) ? href[1..] : href, description => description);

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
            Links = Links(collection.Links, Href),
            Assets = collection.Assets is { } assets ? Assets(assets, Href) : null,
            Providers = Providers(collection.Providers, Href),
        };

        string Href(string href) => Resolve(href, text);
    }

    private static StacItem Map(StacItem item, Func<string, string> href, Func<string?, string?> description) => item with
    {
        Links = Links(item.Links, href),
        Assets = Assets(item.Assets, href),
        Properties = item.Properties with
        {
            Description = description(item.Properties.Description),
            Providers = Providers(item.Properties.Providers, href),
        },
    };

    private static string Base(Uri root) => root.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static string Resolve(string href, string root) =>
        href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal) ? root + href : href;

    private static string? Describe(string? text, string root) =>
        text?.Replace(Marker.ToString(), root, StringComparison.Ordinal);

    private static List<StacLink> Links(IReadOnlyList<StacLink> links, Func<string, string> href) =>
        [.. links.Select(link => link with { Href = href(link.Href) })];

    private static Dictionary<string, StacAsset> Assets(IReadOnlyDictionary<string, StacAsset> assets, Func<string, string> href) =>
        assets.ToDictionary(pair => pair.Key, pair => pair.Value with { Href = href(pair.Value.Href) });

    private static List<StacProvider>? Providers(IReadOnlyList<StacProvider>? providers, Func<string, string> href) =>
        providers is null ? null : [.. providers.Select(provider => provider.Url is { } url ? provider with { Url = href(url) } : provider)];
}
