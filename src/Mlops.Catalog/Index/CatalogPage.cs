namespace Mlops.Catalog.Index;

/// <summary>One page of a search.</summary>
/// <param name="Items">The items as stored.</param>
/// <param name="NextToken">Opaque, safe in a URL; null on the last page.</param>
/// <param name="NumberMatched">How many visible items match in all.</param>
public sealed record CatalogPage(IReadOnlyList<StoredItem> Items, string? NextToken, long NumberMatched)
{
    /// <summary>Opaque, safe in a URL; null on the first page.</summary>
    public string? PreviousToken { get; init; }
}
