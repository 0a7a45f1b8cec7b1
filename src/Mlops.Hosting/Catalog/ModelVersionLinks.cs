using System.Globalization;
using Microsoft.Extensions.Options;
using Mlops.Catalog;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Hosting.Access;
using Mlops.Stac;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Catalog;

/// <summary>
/// Keeps the tag <c>mlops.stac.item</c> of model versions: the address of the project's item that holds the version's model.
/// </summary>
internal sealed class ModelVersionLinks(
    RegistryModelCatalog models, IModelVersionStore versions, ICatalogIndex index, CatalogOptions catalog, IOptions<ProxyOptions> proxies)
{
    public const string Tag = "mlops.stac.item";

    public async Task UpdateAsync(string projectPath, CancellationToken cancellationToken)
    {
        var (item, address) = await FindItemAsync(projectPath, cancellationToken);
        var hrefs = item?.Assets.Values.Select(asset => asset.Href).ToHashSet() ?? [];

        // Only what the item holds already: a version that has just become ready follows with the item's next refresh.
        var shown = (await models.ListVersionsAsync(projectPath, cancellationToken)).Where(version => version.Href is { } href && hrefs.Contains(href))
            .Select(version => (version.Name, version.Version)).ToHashSet();
        await foreach (var version in models.ListAsync(projectPath, cancellationToken))
        {
            var wanted = shown.Contains((version.Name, version.Version)) ? address : null;
            if (version.Tags.FirstOrDefault(tag => tag.Key == Tag)?.Value != wanted)
            {
                var number = long.Parse(version.Version, CultureInfo.InvariantCulture);
                await versions.SetTagAsync(projectPath, version.Name, number, Tag, wanted, cancellationToken);
            }
        }
    }

    /// <summary>The project's item: of the category that tracks models where it is in several.</summary>
    private async Task<(StacItem? Item, string? Address)> FindItemAsync(string projectPath, CancellationToken cancellationToken)
    {
        foreach (var category in catalog.EffectiveCategories.OrderByDescending(category => category.Features.GetValueOrDefault("mlflow")))
        {
            if (await index.GetAsync(category.Id, projectPath, VisibleProjects.All, cancellationToken) is { } item)
            {
                return (item.ToItem(), proxies.Value.PublicUrl.TrimEnd('/') + CatalogPaths.Item(category.Id, projectPath));
            }
        }

        return default;
    }
}
