namespace Mlops.Catalog.Projects;

/// <summary>Which projects a caller may see: all, or those listed, or those below listed groups.</summary>
public sealed record VisibleProjects
{
    private VisibleProjects(bool isAll, IReadOnlySet<string> paths, IReadOnlySet<string> groups) => (IsAll, Paths, Groups) = (isAll, paths, groups);

    /// <summary>Every project.</summary>
    public static VisibleProjects All { get; } = new(true, new HashSet<string>(), new HashSet<string>());

    /// <summary>No project.</summary>
    public static VisibleProjects None { get; } = new(false, new HashSet<string>(), new HashSet<string>());

    /// <summary>Whether every project is visible; the sets are empty then.</summary>
    public bool IsAll { get; }

    /// <summary>Paths of projects, compared byte by byte.</summary>
    public IReadOnlySet<string> Paths { get; }

    /// <summary>
    /// Paths of groups without a trailing slash; <c>a/b</c> covers <c>a/b/c</c> at any depth, not <c>a/b</c> nor <c>a/bc</c>.
    /// </summary>
    public IReadOnlySet<string> Groups { get; }

    /// <summary>These projects and those below these groups.</summary>
    /// <param name="paths">Paths of projects.</param>
    /// <param name="groups">Paths of groups.</param>
    public static VisibleProjects Of(IEnumerable<string> paths, IEnumerable<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return new(
            false,
            paths.ToHashSet(StringComparer.Ordinal),
            (groups ?? []).Select(group => group.Trim('/')).Where(group => group.Length > 0).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether a project is visible.</summary>
    /// <param name="projectPath">Its path.</param>
    public bool Includes(string projectPath)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        if (IsAll || Paths.Contains(projectPath))
        {
            return true;
        }

        for (var slash = projectPath.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = projectPath.IndexOf('/', slash + 1))
        {
            if (Groups.Contains(projectPath[..slash]))
            {
                return true;
            }
        }

        return false;
    }
}
