namespace Mlops.Storage.Folders;

/// <summary>Deletes what killed processes left in the staging folder; files that a living process writes are locked.</summary>
internal static class StagingSweep
{
    public static void Run(string staging)
    {
        if (!Directory.Exists(staging))
        {
            return;
        }

        foreach (var left in Directory.EnumerateFiles(staging))
        {
            try
            {
                using var unlocked = new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Being written by another process, or gone.
            }
        }

        foreach (var left in Directory.EnumerateDirectories(staging))
        {
            Clear(left);
        }
    }

    /// <summary>Deletes a folder that nobody can see any more; what cannot be deleted now is left to the next sweep.</summary>
    public static void Clear(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another sweep is at it, or a reader holds a file open.
        }
    }
}
