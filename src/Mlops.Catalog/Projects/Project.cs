namespace Mlops.Catalog.Projects;

/// <summary>A code project as its source knows it at one moment.</summary>
public sealed record Project
{
    /// <summary>
    /// The full path, e.g. <c>root/flood-model</c>: the item's id and the workspace's name. No leading or trailing slash.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Topics; they decide the categories.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The forge's short description, or null.</summary>
    public string? Description { get; init; }

    /// <summary>When the project was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something in it last happened.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The default branch, or null where there are no branches.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>Opaque; equal keys mean that nothing that the catalog reads has changed.</summary>
    public required string ChangeKey { get; init; }

    /// <summary>The SPDX id of the licence that the source detected, or null.</summary>
    public string? License { get; init; }

    /// <summary>The project's page, an absolute URL, or null where it has none.</summary>
    public string? WebUrl { get; init; }

    /// <summary>Where problems are reported, an absolute URL, or null.</summary>
    public string? IssuesUrl { get; init; }

    /// <summary>How many users marked it, or null where there is no such thing.</summary>
    public int? Stars { get; init; }

    /// <summary>The files in path order. Bounded by the source; see <see cref="FilesTruncated"/>.</summary>
    public IReadOnlyList<ProjectFile> Files { get; init; } = [];

    /// <summary>Whether there are more files than the source lists.</summary>
    public bool FilesTruncated { get; init; }

    /// <summary>Files, or folders of files, whose names no address can carry, as far as the source tells.</summary>
    public IReadOnlyList<string> UnsharedFiles { get; init; } = [];

    /// <summary>Whether DVC is set up in it (a folder <c>.dvc</c>).</summary>
    public bool HasDvc { get; init; }
}
