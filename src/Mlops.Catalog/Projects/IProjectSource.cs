namespace Mlops.Catalog.Projects;

/// <summary>
/// Where projects come from: a folder, a forge. Paths of the projects of all sources of one catalog share one name space.
/// </summary>
public interface IProjectSource
{
    /// <summary>A name for logs, unique among the sources of one catalog.</summary>
    string Name { get; }

    /// <summary>One page of the projects that have topics.</summary>
    /// <param name="cursor">Null for the first page, else what the last page answered.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// One project with its files, or null when this source has none of that path. A renamed project answers with its new path.
    /// </summary>
    /// <param name="projectPath">The project's full path; hostile input is answered with null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken);

    /// <summary>Opens a file, or answers null when there is none, it is outside the project or the project is not of this source.</summary>
    /// <param name="projectPath">The project's full path; hostile input is answered with null.</param>
    /// <param name="filePath">The file's path in the project; hostile input is answered with null.</param>
    /// <param name="range">The part to read, or null for all. An offset past the end gives no bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>Notices of changes until cancelled: from the source itself where it sends them, else at intervals.</summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    IAsyncEnumerable<ProjectChange> WatchAsync(CancellationToken cancellationToken);
}
