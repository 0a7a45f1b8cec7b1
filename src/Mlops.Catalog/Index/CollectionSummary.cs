using Mlops.Stac.Search;

namespace Mlops.Catalog.Index;

/// <summary>What a collection's visible items amount to.</summary>
/// <param name="CollectionId">The collection.</param>
/// <param name="Items">How many items.</param>
/// <param name="Bounds">The box around those that have a geometry, or null when none has.</param>
/// <param name="Interval">From the earliest start to the latest end; open where no item says.</param>
public sealed record CollectionSummary(string CollectionId, long Items, BoundingBox? Bounds, TimeInterval Interval);
