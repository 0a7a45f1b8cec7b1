using Mlops.Catalog.Readme;
using Mlops.Stac;

namespace Mlops.Catalog.Items;

/// <summary>What became of a project.</summary>
/// <param name="Items">One item for each of its categories, in the categories' order; hrefs follow <see cref="PublicRoot"/>.</param>
/// <param name="Warnings">What of its metadata was passed over.</param>
/// <param name="Related">Paths of other projects that the README refers to, and whether each was known: when that changes the items are
/// stale.</param>
public sealed record BuiltItems(
    IReadOnlyList<StacItem> Items, IReadOnlyList<MetadataWarning> Warnings, IReadOnlyDictionary<string, bool> Related);
