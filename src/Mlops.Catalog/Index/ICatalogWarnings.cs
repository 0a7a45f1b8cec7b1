using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Index;

/// <summary>Where it is kept what of each project's metadata was passed over, so that a curator can read it.</summary>
public interface ICatalogWarnings
{
    /// <summary>Makes these the only warnings of a project; an empty list removes them.</summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="warnings">The warnings, in the order in which they are answered.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ReplaceAsync(string projectPath, IReadOnlyList<MetadataWarning> warnings, CancellationToken cancellationToken);

    /// <summary>A project's warnings; empty when there are none or the project is not visible.</summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="visible">What the caller may see.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<MetadataWarning>> ListAsync(string projectPath, VisibleProjects visible, CancellationToken cancellationToken);

    /// <summary>The visible projects that have warnings, in the order of their paths' UTF-8 bytes.</summary>
    /// <param name="visible">What the caller may see.</param>
    /// <param name="after">The path after which to begin, or null for the first.</param>
    /// <param name="limit">How many projects at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<ProjectWarnings>> SummarizeAsync(VisibleProjects visible, string? after, int limit, CancellationToken cancellationToken);
}
