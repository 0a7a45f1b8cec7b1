using Mlops.Catalog.Readme;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Index;

/// <summary>A row of the index: an item and the project it belongs to.</summary>
/// <param name="ProjectPath">The project's path, by which access is decided.</param>
/// <param name="ChangeKey">Opaque; equal keys mean that the item need not be built anew. The same for all items of a project.</param>
/// <param name="Item">The item as stored (see <see cref="PublicRoot"/>); its <see cref="StacItem.Collection"/> and id are the row's
/// key.</param>
public sealed record CatalogEntry(string ProjectPath, string ChangeKey, StacItem Item)
{
    /// <summary>
    /// What of the project's metadata was passed over; the same for all items of a project. Kept beside the index
    /// (<see cref="ICatalogWarnings"/>).
    /// </summary>
    public IReadOnlyList<MetadataWarning> Warnings { get; init; } = [];

    /// <summary>The item's time: its interval where it has one, else its instant; open when it has neither.</summary>
    public TimeInterval Interval =>
        Item.Properties is { StartDatetime: not null, EndDatetime: not null } properties
            ? new(properties.StartDatetime, properties.EndDatetime)
            : new(Item.Properties.Datetime, Item.Properties.Datetime);

    /// <summary>The item's box, or null when it has no geometry.</summary>
    public BoundingBox? Bounds =>
        Item.Geometry is not null && Item.Bbox is { } numbers && BoundingBox.TryCreate(numbers, out var box, out _) ? box : null;
}
