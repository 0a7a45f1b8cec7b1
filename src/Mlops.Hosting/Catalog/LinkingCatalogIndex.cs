using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Stac.Search;

namespace Mlops.Hosting.Catalog;

/// <summary>
/// The index as the refresher sees it: whatever it writes, the project's warnings are kept before, and its model versions are told of it
/// after.
/// </summary>
internal sealed class LinkingCatalogIndex(ICatalogIndex index, ICatalogWarnings warnings, CatalogChores chores) : ICatalogIndex
{
    public async Task ReplaceAsync(string projectPath, IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        await warnings.ReplaceAsync(projectPath, entries.Count == 0 ? [] : entries[0].Warnings, cancellationToken);
        await index.ReplaceAsync(projectPath, entries, cancellationToken);
        chores.Add(new(projectPath, CatalogChoreKind.Link));
    }

    public Task<StoredItem?> GetAsync(string collectionId, string id, VisibleProjects visible, CancellationToken cancellationToken) =>
        index.GetAsync(collectionId, id, visible, cancellationToken);

    public Task<CatalogPage> SearchAsync(CatalogSearch search, VisibleProjects visible, CancellationToken cancellationToken) =>
        index.SearchAsync(search, visible, cancellationToken);

    public Task<IReadOnlyList<CollectionSummary>> SummarizeAsync(VisibleProjects visible, CancellationToken cancellationToken) =>
        index.SummarizeAsync(visible, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> ListChangeKeysAsync(CancellationToken cancellationToken) =>
        index.ListChangeKeysAsync(cancellationToken);

    public Task<string?> GetChangeKeyAsync(string projectPath, CancellationToken cancellationToken) => index.GetChangeKeyAsync(projectPath, cancellationToken);
}
