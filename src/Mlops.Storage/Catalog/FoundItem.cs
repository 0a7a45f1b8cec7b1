using Mlops.Catalog.Index;

namespace Mlops.Storage.Catalog;

/// <summary>An item of a page.</summary>
/// <param name="Keys">Its keys in the order of the search.</param>
/// <param name="Item">The item.</param>
internal sealed record FoundItem(object?[] Keys, StoredItem Item);
