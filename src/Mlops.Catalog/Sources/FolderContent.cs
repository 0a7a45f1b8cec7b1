using System.Globalization;
using Mlops.Catalog.Projects;

namespace Mlops.Catalog.Sources;

/// <summary>Opens a file of a folder.</summary>
internal static class FolderContent
{
    public static ProjectContent Open(FileInfo file, ByteRange range)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length ?? 0, nameof(range));
        var total = file.Length;
        var offset = Math.Min(range.Offset, total);
        var length = Math.Min(range.Length ?? long.MaxValue, total - offset);
        return new(total == 0 ? Stream.Null : Read(file, offset, length))
        {
            Offset = offset,
            Length = length,
            TotalLength = total,
            LastModified = file.LastWriteTimeUtc,
            EntityTag = string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{total:x}"),
        };
    }

    // An empty file is not opened: pipes and devices have no length, and opening one may wait for ever.
    private static PartialStream Read(FileInfo file, long offset, long length)
    {
        var stream = new FileStream(
            file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        stream.Seek(offset, SeekOrigin.Begin);
        return new PartialStream(stream, length);
    }
}
