using Mlops.Storage.Folders;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// Keeps a database from other users of the machine: it holds hashes of passwords and secrets. Folders that are made here are their owner's
/// alone, and so are the database and its log, also those that an earlier version made.
/// </summary>
internal static class PrivateFiles
{
    // The engine gives the log and its index the mode of the database.
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <summary>Makes the folder and an empty database where there are none, and closes to others what is there.</summary>
    /// <param name="path">The database.</param>
    public static void Prepare(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        if (OperatingSystem.IsWindows())
        {
            // What a folder in one's profile allows is inherited there.
            Directory.CreateDirectory(folder);
            return;
        }

        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, FolderLayout.FolderMode);
        }

        if (!File.Exists(full))
        {
            using var made = new FileStream(full, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = FolderLayout.FileMode });
        }

        foreach (var file in Suffixes.Select(suffix => full + suffix).Where(File.Exists))
        {
            Close(file);
        }
    }

    private static void Close(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~FolderLayout.FileMode) != 0)
            {
                File.SetUnixFileMode(file, FolderLayout.FileMode);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's file that this one may write: whoever arranged that decides who reads it.
        }
    }
}
