using System.Text.Json;

namespace Mlops.Stac.Search;

/// <summary>A checked search of items; <see cref="CatalogSearchParser"/> makes it of a request. All conditions must hold.</summary>
public sealed record CatalogSearch
{
    /// <summary>Ids, any of which matches; empty for all.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Collections, any of which matches; empty for all.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>The box that an item's geometry must meet; items without geometry never match. Excludes <see cref="Intersects"/>.</summary>
    public BoundingBox? Bbox { get; init; }

    /// <summary>
    /// The GeoJSON geometry (WGS 84) that an item's geometry must meet; items without geometry never match. Excludes <see cref="Bbox"/>.
    /// </summary>
    public JsonElement? Intersects { get; init; }

    /// <summary>The time that an item's instant or interval must meet.</summary>
    public TimeInterval? Datetime { get; init; }

    /// <summary>Most items on a page, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>What the index answered as the next page's token, or null for the first page.</summary>
    public string? Token { get; init; }

    /// <summary>The order; empty for the default: newest <c>datetime</c> first, then collection and id.</summary>
    public IReadOnlyList<SortField> SortBy { get; init; } = [];

    /// <summary>The page size when a request names none.</summary>
    public const int DefaultLimit = 10;

    /// <summary>The greatest page size; greater requests get this.</summary>
    public const int MaxLimit = 1000;
}
