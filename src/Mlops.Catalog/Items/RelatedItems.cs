using Mlops.Catalog.Readme;
using Mlops.Stac;

namespace Mlops.Catalog.Items;

/// <summary>Links to other projects: to their item here where the URL's path is a known project, else to the URL itself.</summary>
internal sealed class RelatedItems(Func<string, bool> isProject, CatalogOptions options)
{
    private readonly SortedDictionary<string, bool> _targets = new(StringComparer.Ordinal);

    /// <summary>The project paths asked for, and whether each was known: a later change of either makes the item stale.</summary>
    public IReadOnlyDictionary<string, bool> Targets => _targets;

    public StacLink? DerivedFrom(RelatedProject related, MetadataWarnings warnings)
    {
        var href = Resolve(related.CollectionId, related.Reference);
        if (href is null)
        {
            warnings.Add($"related.{related.CollectionId}", "is neither the URL nor the path of a project");
            return null;
        }

        return new()
        {
            Rel = "derived_from",
            Href = href,
            Type = href.StartsWith('/') ? "application/geo+json" : null,
            Title = $"{related.CollectionId}: {ProjectPath(related.Reference) ?? related.Reference}",
        };
    }

    /// <summary>
    /// Reads <c>{collection}+{project's URL}</c>, which names an item of this catalog. False where the text does not begin with a
    /// collection's id and a plus.
    /// </summary>
    /// <param name="reference">The text.</param>
    /// <param name="href">The item as a path below the public root, or the project's own URL, or null where it is neither.</param>
    public bool TryCollection(string reference, out string? href)
    {
        var plus = reference.IndexOf('+', StringComparison.Ordinal);
        if (plus > 0 && options.EffectiveCategories.FirstOrDefault(category => category.Id == reference[..plus]) is { } category)
        {
            href = Resolve(category.Id, reference[(plus + 1)..]);
            return true;
        }

        href = null;
        return false;
    }

    /// <summary>The item of a project as a path below the public root, or the reference itself if it is an absolute URL, or null.</summary>
    public string? Resolve(string collectionId, string reference)
    {
        if (ProjectPath(reference) is { } path && options.EffectiveCategories.Any(category => category.Id == collectionId))
        {
            var known = isProject(path);
            _targets[path] = known;
            if (known)
            {
                return CatalogPaths.Item(collectionId, path);
            }
        }

        return ReadmeLinks.Absolute(reference);
    }

    // https://forge/group/project(.git), https://forge/group/project/-/tree/main, or group/project itself.
    private static string? ProjectPath(string reference)
    {
        var path = ReadmeLinks.HasScheme(reference)
            ? Uri.TryCreate(reference, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? Uri.UnescapeDataString(url.AbsolutePath) : ""
            : reference;
        if (path.IndexOf("/-/", StringComparison.Ordinal) is var forge and > 0)
        {
            path = path[..forge];
        }

        path = path.Trim('/');
        if (path.EndsWith(".git", StringComparison.Ordinal))
        {
            path = path[..^4];
        }

        return path.Length > 0 && RepositoryPath.IsProject(path) ? path : null;
    }
}
