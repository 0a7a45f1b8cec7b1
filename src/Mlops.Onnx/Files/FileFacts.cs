namespace Mlops.Onnx.Files;

/// <summary>What the file system says about an entry, without following or opening it where the system allows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Links">Number of names that the file has; null where the system cannot be asked.</param>
/// <param name="Id">A number that another file in its place would not share; 0 where there is none.</param>
/// <param name="Modified">Time of the last change to the content, in a unit of the system's own.</param>
internal readonly record struct FileFacts(FileKind Kind, long Size, long? Links, ulong Id, long Modified)
{
    public static FileFacts Of(string path) =>
        (OperatingSystem.IsLinux() ? LinuxFileFacts.TryRead(path) : null)
        ?? (OperatingSystem.IsWindows() ? WindowsFileFacts.Complete(path, Portable(path)) : Portable(path));

    private static FileFacts Portable(string path)
    {
        FileSystemInfo entry = new FileInfo(path);
        if (!entry.Exists && entry.LinkTarget is null)
        {
            entry = new DirectoryInfo(path);
        }

        if (!entry.Exists && entry.LinkTarget is null)
        {
            return default;
        }

        var attributes = entry.Attributes;
        var kind = entry.LinkTarget is not null || attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link
            : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Directory
            : attributes.HasFlag(FileAttributes.Device) ? FileKind.Special
            : FileKind.Regular;
        return new FileFacts(kind, kind == FileKind.Regular ? ((FileInfo)entry).Length : 0, null, 0, entry.LastWriteTimeUtc.Ticks);
    }
}
