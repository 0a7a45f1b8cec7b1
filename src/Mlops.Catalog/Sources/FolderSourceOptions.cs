namespace Mlops.Catalog.Sources;

/// <summary>Folders that hold projects, and bounds on reading them.</summary>
public sealed class FolderSourceOptions
{
    /// <summary>
    /// Paths of the root folders; a project's id is its path below its root. Where two roots have the same id the first counts.
    /// </summary>
    public IList<string> Folders { get; } = [];

    /// <summary>How long to wait between two looks for changes; after a slow look the wait is longer.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How deep below a root folders are read.</summary>
    public int MaxDepth { get; set; } = 32;

    /// <summary>Most folders read below one root.</summary>
    public int MaxFolders { get; set; } = 100_000;

    /// <summary>Most files listed of one project.</summary>
    public int MaxFilesPerProject { get; set; } = 20_000;

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        faults.AddRange(Folders.Where(string.IsNullOrWhiteSpace).Select(_ => "A catalog folder is empty."));
        Need(PollInterval > TimeSpan.Zero, "The poll interval");
        Need(MaxDepth > 0, "The greatest depth");
        Need(MaxFolders > 0, "The greatest number of folders");
        Need(MaxFilesPerProject > 0, "The greatest number of files");
        return faults;

        void Need(bool positive, string what)
        {
            if (!positive)
            {
                faults.Add($"{what} of the catalog folders is not positive.");
            }
        }
    }
}
