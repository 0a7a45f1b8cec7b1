using System.Collections.Concurrent;
using LibGit2Sharp;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Sources;

namespace Mlops.Catalog.Git;

/// <summary>
/// The times of folders in git repositories: of the commits along the first parents of <c>HEAD</c> that the folder is in. Reads commits and
/// trees only, so partial clones do; where older commits are missing, the oldest one that is there counts.
/// </summary>
internal sealed class GitFolderHistory(ILogger<GitFolderHistory> logger) : IFolderHistory
{
    private const int MaxCommits = 20_000;
    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<string, FolderTimes> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    public FolderTimes? Find(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            if (Repository.Discover(folder) is not { } place)
            {
                return null;
            }

            using var repository = new Repository(place);
            return repository.Info.WorkingDirectory is { } root && repository.Head.Tip is { } head ? Find(folder, Below(root, folder), head) : null;
        }
        catch (LibGit2SharpException error)
        {
            if (_told.Count < MaxKept && _told.TryAdd(folder, true))
            {
                GitLog.Unreadable(logger, folder, error.Message);
            }

            return null;
        }
    }

    private static string? Below(string root, string folder)
    {
        var path = Path.GetRelativePath(root, folder).Replace('\\', '/');
        return path == "." ? "" : path.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null : path;
    }

    private FolderTimes? Find(string folder, string? path, Commit head)
    {
        if (path is null)
        {
            return null;
        }

        if (_known.TryGetValue(folder, out var kept) && kept.Revision == head.Sha)
        {
            return kept;
        }

        if (Walk(head, path) is not { } times)
        {
            // Not committed yet, or ignored.
            return null;
        }

        if (_known.Count >= MaxKept)
        {
            _known.Clear();
        }

        return _known[folder] = times;
    }

    private static FolderTimes? Walk(Commit head, string path)
    {
        if (Tree(head, path) is not { } current)
        {
            return null;
        }

        var (updated, created) = (head, head);
        var isUpdated = false;
        try
        {
            var commit = head;
            for (var walked = 0; walked < MaxCommits && commit.Parents.FirstOrDefault() is { } parent; walked++)
            {
                var tree = Tree(parent, path);
                isUpdated |= tree != current;
                updated = isUpdated ? updated : parent;
                created = tree is null ? created : parent;
                commit = parent;
            }
        }
        catch (NotFoundException)
        {
            // A shallow or partial clone ends here.
        }

        var (first, last) = (created.Committer.When.ToUniversalTime(), updated.Committer.When.ToUniversalTime());
        return new(first < last ? first : last, last, head.Sha);
    }

    private static ObjectId? Tree(Commit commit, string path) => path.Length == 0 ? commit.Tree.Id : commit[path]?.Target.Id;
}
