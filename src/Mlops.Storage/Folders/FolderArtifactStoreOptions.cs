namespace Mlops.Storage.Folders;

/// <summary>Settings of <see cref="FolderArtifactStore"/>.</summary>
public sealed class FolderArtifactStoreOptions
{
    /// <summary>The folder that holds all artifacts; an absolute path. Made when absent, readable by its owner alone.</summary>
    public string Root { get; set; } = "";

    /// <summary>The most bytes in one artifact; null for no bound but the disk.</summary>
    public long? MaxArtifactBytes { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Root) || !Path.IsPathFullyQualified(Root))
        {
            yield return $"{nameof(Root)} of the artifact folder must be an absolute path, not '{Root}'.";
        }

        if (MaxArtifactBytes is <= 0)
        {
            yield return $"{nameof(MaxArtifactBytes)} must be positive, not {MaxArtifactBytes}.";
        }
    }
}
