namespace Mlops.Catalog;

/// <summary>Where the catalog's things are served, as paths below the service's public root.</summary>
public static class CatalogPaths
{
    /// <summary>The STAC API's landing page.</summary>
    public const string Stac = "/api/stac";

    /// <summary>All collections.</summary>
    public const string Collections = Stac + "/collections";

    /// <summary>One collection.</summary>
    /// <param name="collectionId">The collection.</param>
    public static string Collection(string collectionId) => $"{Collections}/{Uri.EscapeDataString(collectionId)}";

    /// <summary>A collection's items.</summary>
    /// <param name="collectionId">The collection.</param>
    public static string Items(string collectionId) => $"{Collection(collectionId)}/items";

    /// <summary>One item; slashes of its id stay slashes.</summary>
    /// <param name="collectionId">The collection.</param>
    /// <param name="id">The item's id.</param>
    public static string Item(string collectionId, string id) => $"{Items(collectionId)}/{Escape(id)}";

    /// <summary>A project's file.</summary>
    /// <param name="projectPath">The project.</param>
    /// <param name="filePath">The file's path in the project.</param>
    public static string Download(string projectPath, string filePath) => $"/api/download/{Escape(projectPath)}/repository/{Escape(filePath)}";

    /// <summary>A project's address for MLflow's clients (<c>MLFLOW_TRACKING_URI</c>).</summary>
    /// <param name="projectPath">The project.</param>
    public static string Tracking(string projectPath) => $"/mlflow/{Escape(projectPath)}/tracking/";

    /// <summary>What of a project's metadata was passed over.</summary>
    /// <param name="projectPath">The project.</param>
    public static string Warnings(string projectPath) => $"{Stac}/warnings/{Escape(projectPath)}";

    private static string Escape(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }
}
