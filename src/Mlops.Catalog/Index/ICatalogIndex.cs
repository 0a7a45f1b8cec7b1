using Mlops.Catalog.Projects;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Index;

/// <summary>
/// Where items are kept to be found. A row belongs to a project, and what a caller may see is decided inside the query:
/// an item that is not visible is neither answered nor counted.
/// </summary>
public interface ICatalogIndex
{
    /// <summary>
    /// Makes these the only items of a project, in one transaction: a project that left a category loses that item, and an empty list
    /// removes the project.
    /// </summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="entries">Its items, at most one for each collection; all of this project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ReplaceAsync(string projectPath, IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken);

    /// <summary>One item, as stored; null when there is none or it is not visible.</summary>
    /// <param name="collectionId">The collection.</param>
    /// <param name="id">The item's id, slashes included.</param>
    /// <param name="visible">What the caller may see.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<StoredItem?> GetAsync(string collectionId, string id, VisibleProjects visible, CancellationToken cancellationToken);

    /// <summary>One page of a search.</summary>
    /// <param name="search">The search.</param>
    /// <param name="visible">What the caller may see.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidSearchException">The token is not one of this index or belongs to another search.</exception>
    Task<CatalogPage> SearchAsync(CatalogSearch search, VisibleProjects visible, CancellationToken cancellationToken);

    /// <summary>
    /// What each collection that has visible items holds. For callers who see everything it does not depend on how many items there are.
    /// </summary>
    /// <param name="visible">What the caller may see.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<CollectionSummary>> SummarizeAsync(VisibleProjects visible, CancellationToken cancellationToken);

    /// <summary>The change key (<see cref="CatalogEntry.ChangeKey"/>) of every project that has a row, by project path.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyDictionary<string, string>> ListChangeKeysAsync(CancellationToken cancellationToken);

    /// <summary>The change key of one project; null when it has no row.</summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<string?> GetChangeKeyAsync(string projectPath, CancellationToken cancellationToken);
}
