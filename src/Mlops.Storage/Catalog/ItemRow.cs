using System.Text.Json;
using Mlops.Catalog.Geometries;
using Mlops.Catalog.Index;
using Mlops.Stac;
using NetTopologySuite.IO;

namespace Mlops.Storage.Catalog;

/// <summary>The columns of an entry, worked out before the one writer is asked for its time.</summary>
/// <param name="Columns">In the order of <see cref="Names"/>.</param>
/// <param name="Shape">WKB; null where the box is the shape or there is no geometry.</param>
/// <param name="Document">The item as <see cref="StoredItem"/> writes it.</param>
/// <param name="Traits">What it adds to the summary of its collection.</param>
internal sealed record ItemRow(object?[] Columns, byte[]? Shape, byte[] Document, IReadOnlyDictionary<string, IReadOnlyList<string>> Traits)
{
    // A paging token holds sort keys, so they are bounded.
    private const int MaxTitleLength = 200;
    private const int MaxIdLength = 1024;

    public const string Names =
        "project, change_key, collection, item_id, title, datetime, start_datetime, end_datetime, created, updated, time_from, time_to, west, south, east, north, low, high";

    /// <summary>The traits as they are stored.</summary>
    public string TraitsJson => JsonSerializer.Serialize(Traits, Catalog.TraitsJson.Default.IReadOnlyDictionaryStringIReadOnlyListString);

    public static ItemRow Of(CatalogEntry entry)
    {
        var item = entry.Item;
        var collection = item.Collection ?? throw new ArgumentException("An indexed item belongs to a collection.", nameof(entry));
        if (item.Id.Length is 0 or > MaxIdLength || collection.Length is 0 or > MaxIdLength)
        {
            throw new ArgumentException($"Ids of items and collections have 1 to {MaxIdLength} characters.", nameof(entry));
        }

        var properties = item.Properties;
        var (from, to) = entry.Interval;
        var geometry = item.Geometry is { ValueKind: JsonValueKind.Object } json ? GeoJson.Read(json) : null;
        var box = geometry is null || geometry.IsEmpty ? null : ItemBox.Of(geometry, entry.Bounds);
        return new(
            [
                entry.ProjectPath, entry.ChangeKey, collection, item.Id, Cut(properties.Title),
                (properties.Datetime ?? properties.StartDatetime)?.UtcTicks, properties.StartDatetime?.UtcTicks, properties.EndDatetime?.UtcTicks,
                properties.Created?.UtcTicks, properties.Updated?.UtcTicks, from?.UtcTicks ?? long.MinValue, to?.UtcTicks ?? long.MaxValue,
                box?.West, box?.South, box?.East, box?.North, entry.Bounds?.MinHeight, entry.Bounds?.MaxHeight,
            ],
            box is null or { IsShape: true } ? null : new WKBWriter().Write(geometry),
            StoredItem.Of(item).Bytes.ToArray(),
            ItemTraits.Of(item));
    }

    private static string? Cut(string? title) =>
        title?.Contains('\0') == true ? Cut(title.Replace("\0", "", StringComparison.Ordinal))
        : title is null || title.Length <= MaxTitleLength ? title
        : title[..(char.IsHighSurrogate(title[MaxTitleLength - 1]) ? MaxTitleLength - 1 : MaxTitleLength)];
}
