namespace Mlops.Catalog.Sources;

/// <summary>What a folder's README front matter and <c>.mlops.yaml</c> say of it as a project.</summary>
/// <param name="Topics">Topics of both; none means that the folder is no project.</param>
/// <param name="Name">The sidecar's name, or null.</param>
/// <param name="Description">The sidecar's description, or null.</param>
internal sealed record FolderManifest(IReadOnlyList<string> Topics, string? Name, string? Description)
{
    public const string Readme = "README.md";
    public const string Sidecar = ".mlops.yaml";

    public static FolderManifest None { get; } = new([], null, null);

    public bool IsProject => Topics.Count > 0;
}
