using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Stac.Search;

namespace Mlops.Hosting.Catalog;

/// <summary>Reads the catalog for the STAC API, in front of the index.</summary>
/// <param name="index">Keeps the items.</param>
/// <param name="warnings">Keeps what of projects' metadata was passed over.</param>
internal sealed class CatalogSearchService(ICatalogIndex index, ICatalogWarnings warnings)
{
    /// <inheritdoc cref="ICatalogIndex.GetAsync"/>
    public Task<StoredItem?> GetAsync(string collectionId, string id, VisibleProjects visible, CancellationToken cancellationToken) =>
        index.GetAsync(collectionId, id, visible, cancellationToken);

    /// <inheritdoc cref="ICatalogIndex.SearchAsync"/>
    public Task<CatalogPage> SearchAsync(CatalogSearch search, VisibleProjects visible, CancellationToken cancellationToken) =>
        index.SearchAsync(search, visible, cancellationToken);

    /// <inheritdoc cref="ICatalogIndex.SummarizeAsync"/>
    public Task<IReadOnlyList<CollectionSummary>> SummarizeAsync(VisibleProjects visible, CancellationToken cancellationToken) =>
        index.SummarizeAsync(visible, cancellationToken);

    /// <inheritdoc cref="ICatalogWarnings.SummarizeAsync"/>
    public Task<IReadOnlyList<ProjectWarnings>> SummarizeWarningsAsync(
        VisibleProjects visible, string? after, int limit, CancellationToken cancellationToken) =>
        warnings.SummarizeAsync(visible, after, limit, cancellationToken);

    /// <inheritdoc cref="ICatalogWarnings.ListAsync"/>
    public Task<IReadOnlyList<MetadataWarning>> ListWarningsAsync(
        string projectPath, VisibleProjects visible, CancellationToken cancellationToken) =>
        warnings.ListAsync(projectPath, visible, cancellationToken);
}
