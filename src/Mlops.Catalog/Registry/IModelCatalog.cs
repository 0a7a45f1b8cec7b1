namespace Mlops.Catalog.Registry;

/// <summary>The registered models of a project, as far as the catalog shows them. Filled by whoever knows the registry.</summary>
public interface IModelCatalog
{
    /// <summary>The versions that are ready and whose model file is known, newest first.</summary>
    /// <param name="projectPath">The project's path, which is the workspace of its models.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<CatalogModelVersion>> ListVersionsAsync(string projectPath, CancellationToken cancellationToken);
}
