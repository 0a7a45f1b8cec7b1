using Mlops.Stac.Search;

namespace Mlops.Catalog.Index;

/// <summary>What a collection's visible items amount to.</summary>
/// <param name="CollectionId">The collection.</param>
/// <param name="Items">How many items.</param>
/// <param name="Bounds">The box around those that have a geometry, or null when none has.</param>
/// <param name="Interval">From the earliest start to the latest end; open where no item says.</param>
public sealed record CollectionSummary(string CollectionId, long Items, BoundingBox? Bounds, TimeInterval Interval)
{
    /// <summary>
    /// What the items have in common (<see cref="ItemTraits"/>): of each kind the most frequent first, at most
    /// <see cref="ItemTraits.MaxOfAKind"/>.
    /// </summary>
    public IReadOnlyList<CollectionTrait> Traits { get; init; } = [];
}

/// <summary>Something that items of a collection have.</summary>
/// <param name="Kind">One of <see cref="ItemTraits.Kinds"/>.</param>
/// <param name="Value">The value as <see cref="ItemTraits.Of"/> writes it.</param>
/// <param name="Items">How many items have it.</param>
public sealed record CollectionTrait(string Kind, string Value, long Items);
