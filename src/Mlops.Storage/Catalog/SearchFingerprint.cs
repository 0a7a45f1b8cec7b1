using System.Security.Cryptography;
using Mlops.Stac.Search;
using NetTopologySuite.IO;

namespace Mlops.Storage.Catalog;

/// <summary>
/// Tells searches apart by what they match and how they order it, so that a paging token is not used with another search.
/// </summary>
internal static class SearchFingerprint
{
    private const int Length = 8;

    public static byte[] Of(CatalogSearch search)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(writer, search.Ids);
        Write(writer, search.Collections);
        Write(writer, search.Bbox?.ToNumbers() ?? []);
        var shape = search.Intersects is { } geometry ? new WKBWriter().Write(SearchRegion.Read(geometry)) : [];
        writer.Write(shape.Length);
        writer.Write(shape);
        writer.Write(search.Datetime is not null);
        writer.Write(search.Datetime?.Start?.UtcTicks ?? -1);
        writer.Write(search.Datetime?.End?.UtcTicks ?? -1);
        foreach (var field in search.SortBy)
        {
            writer.Write(field.Field);
            writer.Write(field.Descending);
        }

        writer.Flush();
        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))[..Length];
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
        {
            writer.Write(text);
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<double> numbers)
    {
        writer.Write(numbers.Count);
        foreach (var number in numbers)
        {
            writer.Write(number);
        }
    }
}
