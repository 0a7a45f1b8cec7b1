namespace Mlops.Catalog.Sources;

/// <summary>
/// Knows when folders changed, where files' own times would only tell when they were copied. Filled by whoever can read a version control
/// system.
/// </summary>
public interface IFolderHistory
{
    /// <summary>When a folder was made and last changed; null where it has no history.</summary>
    /// <param name="folder">The folder's absolute path.</param>
    FolderTimes? Find(string folder);
}
