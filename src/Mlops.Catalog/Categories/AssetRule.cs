namespace Mlops.Catalog.Categories;

/// <summary>
/// Which files become assets, and how. Texts may hold <c>{path}</c> (the file's path) and <c>{key}</c> (the asset's key).
/// </summary>
public sealed record AssetRule
{
    /// <summary>
    /// A pattern for paths: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>{a,b}</c>, and <c>**</c> for any number of folders; without a slash it
    /// applies to file names in every folder. Null for an asset that is no file of the project.
    /// </summary>
    public string? Glob { get; init; }

    /// <summary>The asset's key; the path when null.</summary>
    public string? Key { get; init; }

    /// <summary>Where the asset is; the download address of the file when null.</summary>
    public string? Href { get; init; }

    /// <summary>The media type; from <see cref="TypeAs"/> or the file's name when null.</summary>
    public string? Type { get; init; }

    /// <summary>A short name of a media type: compose, cog, geojson, geotiff, json, notebook, text, xml, yaml, zip.</summary>
    public string? TypeAs { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The roles; from the file's name when empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
