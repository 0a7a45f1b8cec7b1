using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mlops.Catalog.Items;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Refresh;

/// <summary>
/// Change keys of rows: <c>{project}.{models}.{setup}</c>, then on a line each for the projects that the README refers to
/// <c>+path</c> if it was known and <c>-path</c> if not, since a link leads elsewhere once that changes.
/// </summary>
internal static class ItemKey
{
    public static string Of(string projectKey, IReadOnlyList<CatalogModelVersion> models, string setup, IReadOnlyDictionary<string, bool> related) =>
        string.Concat([Base(projectKey, models, setup), .. related.Select(target => $"\n{(target.Value ? '+' : '-')}{target.Key}")]);

    public static bool IsCurrent(string stored, string projectKey, IReadOnlyList<CatalogModelVersion> models, string setup, Func<string, bool> isProject)
    {
        var parts = stored.Split('\n');
        return parts[0] == Base(projectKey, models, setup)
            && parts.Skip(1).All(target => target.Length > 1 && target[0] == (isProject(target[1..]) ? '+' : '-'));
    }

    /// <summary>Whether the README of the row's project refers to another project.</summary>
    public static bool RefersTo(string stored, string path) =>
        stored.Split('\n').Skip(1).Any(target => target.Length > 1 && target.AsSpan(1).SequenceEqual(path));

    /// <summary>What else items depend on: the options, and this library itself.</summary>
    public static string Setup(CatalogOptions options) =>
        Hash($"{typeof(ItemBuilder).Module.ModuleVersionId}\n{options.Title}\n{JsonSerializer.Serialize(options.EffectiveCategories, ItemKeyJson.Default.IReadOnlyListCategory)}");

    private static string Base(string projectKey, IReadOnlyList<CatalogModelVersion> models, string setup) =>
        $"{Hash(projectKey)}.{(models.Count == 0 ? "" : Hash(JsonSerializer.Serialize(models, ItemKeyJson.Default.IReadOnlyListCatalogModelVersion)))}.{setup}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}
