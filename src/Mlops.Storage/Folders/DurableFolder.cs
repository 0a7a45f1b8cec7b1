using System.Runtime.InteropServices;

namespace Mlops.Storage.Folders;

/// <summary>
/// Makes changes of a folder's entries outlive a power failure: on POSIX systems a rename or a new entry is durable
/// only when the folder itself has been flushed, for which .NET has no call.
/// </summary>
internal static partial class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder and those above it that are missing, and flushes each entry made.</summary>
    public static void Create(string folder)
    {
        var missing = new Stack<string>();
        for (var at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        foreach (var made in missing)
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(made);
            }
            else
            {
                Directory.CreateDirectory(made, FolderLayout.FolderMode);
            }

            Flush(Path.GetDirectoryName(made)!);
        }
    }

    /// <summary>Flushes the entries of a folder; nothing where the file system does that by itself.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            return; // Gone already: a deletion overtook us.
        }

        // File systems that cannot flush a folder say so; there is nothing better to do on them.
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
