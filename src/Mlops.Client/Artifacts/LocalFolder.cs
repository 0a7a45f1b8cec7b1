using System.IO.Enumeration;
using Mlops.Tracking.Errors;

namespace Mlops.Client;

/// <summary>Files of a local folder as artifacts, and artifacts as files of a local folder.</summary>
internal static class LocalFolder
{
    /// <summary>
    /// All files below a folder with their paths relative to it, <c>/</c> between the names. Links to files count as files; links to
    /// folders are not followed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<(string File, string Path, long Size)> Files(string folder)
    {
        var root = Path.GetFullPath(folder);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
        var files = new FileSystemEnumerable<string>(root, static (ref entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        return [.. files
            .Select(file => (file, Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'), Size(file)))
            .OrderBy(file => file.Item2, StringComparer.Ordinal)];
    }

    /// <summary>The local path of a name from a server's listing, which must not lead out of the folder.</summary>
    /// <param name="folder">The folder that gets it.</param>
    /// <param name="name">The name in the listing.</param>
    /// <exception cref="MlopsException">The name is not one that a file or folder of its own can have here.</exception>
    public static string Child(string folder, string name)
    {
        if (name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0') || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
        {
            throw new MlopsException(ErrorCode.InternalError, null, $"The server lists an artifact named '{name}', which cannot be the name of a local file.") { IsLocal = true };
        }

        return Path.Combine(folder, name);
    }

    private static long Size(string file) => new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(file).Length;
}
