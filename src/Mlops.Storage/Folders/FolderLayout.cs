using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Folders;

/// <summary>Where things lie below the root of a <see cref="FolderArtifactStore"/>; never follows a symbolic link there.</summary>
internal sealed class FolderLayout(string root)
{
    public const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Files being written and folders being deleted; in the same file system, so that a rename is all it takes.</summary>
    public string Staging => Path.Combine(Root, "staging");

    /// <summary>The folder of a workspace.</summary>
    public string Scope(string scope) => Path.Combine(Root, ScopeFolder.Of(scope));

    /// <summary>The place of a path, after checking that no part of it is a symbolic link.</summary>
    public string Locate(string scope, ArtifactPath path)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(path);
        var place = Root;
        foreach (var name in ScopeFolder.Of(scope).Split(Path.DirectorySeparatorChar).Concat(path.Names))
        {
            RefuseNamesOfWindows(name);
            place = Path.Combine(place, name);
            if (IsLink(place))
            {
                throw MlflowException.InvalidParameterValue("Invalid path: a symbolic link lies on it");
            }
        }

        return place;
    }

    /// <summary>Refuses to write where a file stands for a needed directory, or a directory for the file.</summary>
    public void RefuseCollision(string scope, ArtifactPath path)
    {
        for (var above = path.Parent; !above.IsRoot; above = above.Parent)
        {
            if (File.Exists(Locate(scope, above)))
            {
                throw MlflowException.ResourceConflict($"Cannot write artifact '{path}': '{above}' is a file, not a directory");
            }
        }

        if (Directory.Exists(Locate(scope, path)))
        {
            throw MlflowException.ResourceConflict($"Cannot write artifact '{path}': a directory of that name exists");
        }
    }

    private static bool IsLink(string place)
    {
        var attributes = new FileInfo(place).Attributes;
        return attributes != (FileAttributes)(-1) && attributes.HasFlag(FileAttributes.ReparsePoint);
    }

    // Windows reads 'a.' and 'a ' as 'a', ':' as a stream, and some names as devices.
    private static void RefuseNamesOfWindows(string name)
    {
        if (OperatingSystem.IsWindows()
            && (name.EndsWith('.') || name.EndsWith(' ') || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || IsDevice(name)))
        {
            throw MlflowException.InvalidParameterValue("Invalid path");
        }
    }

    private static bool IsDevice(string name)
    {
        var stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }
}
