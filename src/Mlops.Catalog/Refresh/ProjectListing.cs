using Microsoft.Extensions.Logging;
using Mlops.Catalog.Projects;

namespace Mlops.Catalog.Refresh;

/// <summary>The projects of all sources at one moment.</summary>
/// <param name="Projects">Source and change key by path.</param>
/// <param name="IsComplete">Whether every source answered.</param>
internal sealed record ProjectListing(IReadOnlyDictionary<string, (IProjectSource Source, string ChangeKey)> Projects, bool IsComplete)
{
    public bool Knows(string path) => Projects.ContainsKey(path);

    public static async Task<ProjectListing> ReadAsync(IReadOnlyList<IProjectSource> sources, ILogger logger, CancellationToken cancellationToken)
    {
        var projects = new Dictionary<string, (IProjectSource, string)>(StringComparer.Ordinal);
        var isComplete = true;
        foreach (var source in sources)
        {
            try
            {
                string? cursor = null;
                do
                {
                    var page = await source.ListAsync(cursor, cancellationToken);
                    foreach (var project in page.Projects)
                    {
                        if (!projects.TryAdd(project.Path, (source, project.ChangeKey)))
                        {
                            CatalogLog.DuplicateProject(logger, project.Path, source.Name);
                        }
                    }

                    cursor = page.NextCursor;
                }
                while (cursor is not null);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                CatalogLog.ListingFailed(logger, error, source.Name);
                isComplete = false;
            }
        }

        return new(projects, isComplete);
    }
}
