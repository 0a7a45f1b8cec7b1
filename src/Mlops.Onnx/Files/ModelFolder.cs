using System.IO.Enumeration;

namespace Mlops.Onnx.Files;

/// <summary>Finds the model files of a folder without following links.</summary>
internal static class ModelFolder
{
    private const string Extension = ".onnx";
    private const int MaxDepth = 32;

    public static bool IsModelName(ReadOnlySpan<char> path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Relative paths of the model files, the main one first: nearest the top, then <c>model.onnx</c> (the name that MLflow gives),
    /// then by name.
    /// </summary>
    public static IReadOnlyList<string> Find(string folder, int maxFiles, CancellationToken cancellationToken)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MaxDepth,
            AttributesToSkip = 0,
            IgnoreInaccessible = false,
        };
        var found = new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && IsModelName(entry.FileName),
            ShouldRecursePredicate = (ref entry) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (entry.Attributes & FileAttributes.ReparsePoint) == 0;
            },
        };
        List<string> paths = [];
        foreach (var path in found.Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')))
        {
            paths.Add(path);
            if (paths.Count > maxFiles)
            {
                throw new InvalidModelException($"holds more than {maxFiles} ONNX files");
            }
        }

        return
        [
            .. paths.OrderBy(path => path.Count(c => c == '/'))
                .ThenByDescending(path => Path.GetFileName(path) == "model.onnx")
                .ThenBy(path => path, StringComparer.Ordinal),
        ];
    }
}
