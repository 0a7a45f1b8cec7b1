using Microsoft.Extensions.Logging;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Sources;

/// <summary>
/// Walks folders within bounds. Links are never followed, hidden names never read; a file belongs to the innermost project around it.
/// </summary>
internal sealed class FolderWalk(
    FolderSourceOptions options, FolderManifests manifests, IFolderHistory? history, ILogger logger, CancellationToken cancellationToken)
{
    private static readonly EnumerationOptions s_entries = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        IgnoreInaccessible = true,
    };

    private readonly List<FolderProject> _projects = [];
    private int _folders;
    private bool _stopped;

    /// <summary>All projects below a root.</summary>
    public IReadOnlyList<FolderProject> All(string root)
    {
        Scan(root, new DirectoryInfo(root), "", 0, null, "");
        return _projects;
    }

    /// <summary>One project; the folder is known to be one.</summary>
    public FolderProject One(string root, string path)
    {
        var directory = new DirectoryInfo(Path.Combine(root, path));
        var project = new FolderProject(path, directory, manifests.Read(directory.FullName), options.MaxFilesPerProject, history);
        Read(root, directory, path, path.Count(letter => letter == '/') + 1, project, "");
        return project;
    }

    private void Scan(string root, DirectoryInfo directory, string path, int depth, FolderProject? owner, string prefix)
    {
        if (!Enter(root, depth))
        {
            return;
        }

        if (path.Length > 0 && manifests.Read(directory.FullName) is { IsProject: true } manifest && CanBeProject(directory, path))
        {
            owner = new FolderProject(path, directory, manifest, options.MaxFilesPerProject, history);
            _projects.Add(owner);
            prefix = "";
        }

        Read(root, directory, path, depth, owner, prefix);
    }

    private bool CanBeProject(DirectoryInfo directory, string path)
    {
        var can = RepositoryPath.IsProject(path);
        if (!can)
        {
            CatalogLog.UnreadableManifest(logger, directory.FullName, directory.Name, "has a ':' or '#' in its path, which no workspace has");
        }

        return can;
    }

    private bool Enter(string root, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > options.MaxDepth || _stopped)
        {
            return false;
        }

        if (++_folders > options.MaxFolders)
        {
            _stopped = true;
            CatalogLog.TooManyFolders(logger, root, options.MaxFolders);
        }

        return !_stopped;
    }

    private static void Add(FolderProject owner, FileInfo file, string prefix)
    {
        try
        {
            owner.Add(new($"{prefix}{file.Name}", file.Length, file.LastWriteTimeUtc));
        }
        catch (IOException)
        {
            // Gone since the folder was read.
        }
    }

    private void Read(string root, DirectoryInfo directory, string path, int depth, FolderProject? owner, string prefix)
    {
        FileSystemInfo[] entries;
        try
        {
            // Sorted, so that bounds cut the same way each time.
            entries = [.. directory.EnumerateFileSystemInfos("*", s_entries).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (var entry in entries)
        {
            var below = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (!RepositoryPath.IsSafe(below))
            {
                // Hidden names are meant to stay out; the others would be missed.
                if (!entry.Name.StartsWith('.'))
                {
                    owner?.Miss($"{prefix}{entry.Name}");
                }

                continue;
            }

            if (entry is DirectoryInfo folder)
            {
                Scan(root, folder, below, depth + 1, owner, $"{prefix}{entry.Name}/");
            }
            else if (owner is not null && entry is FileInfo file)
            {
                Add(owner, file, prefix);
            }
        }
    }
}
