using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Sources;

/// <summary>
/// Projects in folders: below each configured root, every folder at any depth that has a <c>README.md</c> and topics (a <c>topics</c>
/// list in its front matter or in <c>.mlops.yaml</c> beside it). Reads nothing hidden, follows no links, and never leaves a project.
/// </summary>
/// <param name="options">The roots and bounds.</param>
/// <param name="time">The clock for waits between looks.</param>
/// <param name="logger">Takes what is passed over.</param>
/// <param name="history">Tells when projects changed, or null for their files' own times.</param>
public sealed class FolderProjectSource(
    FolderSourceOptions options, TimeProvider time, ILogger<FolderProjectSource> logger, IFolderHistory? history = null) : IProjectSource
{
    private readonly FolderManifests _manifests = new(logger);
    private readonly string[] _roots = [.. options.Folders.Select(Path.GetFullPath).Select(Path.TrimEndingDirectorySeparator).Distinct()];

    /// <inheritdoc />
    public string Name => "folders";

    /// <inheritdoc />
    public async Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        var projects = await Task.Run(() => List(cancellationToken), cancellationToken);
        return new(projects, null, projects.Count);
    }

    /// <inheritdoc />
    public Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        return Task.Run(
            () => Locate(projectPath) is { } root
                ? new FolderWalk(options, _manifests, history, logger, cancellationToken).One(root, projectPath).ToProject()
                : null,
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        ArgumentNullException.ThrowIfNull(filePath);
        return Task.Run(() => Open(projectPath, filePath, range ?? default), cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ProjectChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, string>? before = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            var page = await ListAsync(null, cancellationToken);
            // A large tree on a slow disk is looked at less often: at most a tenth of the time goes into looking. What the
            // caller does with a change does not count, or one slow refresh would hide the next change for long.
            var wait = time.GetElapsedTime(started) * 9;
            var now = page.Projects.ToDictionary(project => project.Path, project => project.ChangeKey, StringComparer.Ordinal);
            if (before is null)
            {
                // What changed between a listing of the caller's and this first look would else go unnoticed.
                yield return new(null);
            }
            else
            {
                foreach (var path in now.Where(pair => before.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => pair.Key)
                    .Concat(before.Keys.Where(path => !now.ContainsKey(path))))
                {
                    yield return new(path);
                }
            }

            before = now;
            await Task.Delay(wait > options.PollInterval ? wait : options.PollInterval, time, cancellationToken);
        }
    }

    private List<ProjectReference> List(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FolderProject>(StringComparer.Ordinal);
        foreach (var root in _roots)
        {
            if (!Directory.Exists(root))
            {
                CatalogLog.MissingRoot(logger, root);
                continue;
            }

            foreach (var project in new FolderWalk(options, _manifests, history, logger, cancellationToken).All(root))
            {
                if (!found.TryAdd(project.Path, project))
                {
                    CatalogLog.DuplicateProject(logger, project.Path, root);
                }
            }
        }

        return [.. found.Values.Select(project => project.ToReference())];
    }

    /// <summary>The root below which the path is a project, or null.</summary>
    private string? Locate(string projectPath)
    {
        if (!RepositoryPath.IsProject(projectPath))
        {
            return null;
        }

        return _roots.FirstOrDefault(root => Descend(root, projectPath) is { } directory && _manifests.Read(directory).IsProject);
    }

    private ProjectContent? Open(string projectPath, string filePath, ByteRange range)
    {
        if (!RepositoryPath.IsSafe(filePath) || Locate(projectPath) is not { } root)
        {
            return null;
        }

        var project = Path.Combine(root, projectPath);
        var slash = filePath.LastIndexOf('/');
        if (slash >= 0 && Descend(project, filePath[..slash], stopAtProjects: true) is null)
        {
            return null;
        }

        var file = new FileInfo(Path.Combine(project, filePath));
        if (!file.Exists || file.LinkTarget is not null)
        {
            return null;
        }

        try
        {
            return FolderContent.Open(file, range);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Goes down folder by folder, so that no link is followed and no inner project entered.</summary>
    private string? Descend(string from, string path, bool stopAtProjects = false)
    {
        var directory = new DirectoryInfo(from);
        foreach (var segment in path.Split('/'))
        {
            directory = new DirectoryInfo(Path.Combine(directory.FullName, segment));
            if (!directory.Exists || directory.LinkTarget is not null || (stopAtProjects && _manifests.Read(directory.FullName).IsProject))
            {
                return null;
            }
        }

        return directory.FullName;
    }
}
