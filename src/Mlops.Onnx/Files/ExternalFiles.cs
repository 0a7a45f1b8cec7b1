namespace Mlops.Onnx.Files;

/// <summary>Finds the files that hold a model's external data and refuses all that are not plain files of the model's own folder.</summary>
internal static class ExternalFiles
{
    /// <summary>Checks every location and lists the files, as paths relative to <paramref name="folder"/> with their sizes.</summary>
    /// <param name="folder">The folder of the model file; external locations are relative to it.</param>
    /// <param name="locations">The bytes needed by location.</param>
    /// <param name="maxBytes">The bytes that all files may have together.</param>
    public static IReadOnlyDictionary<string, long> Check(string folder, IReadOnlyDictionary<string, long> locations, long maxBytes)
    {
        var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (location, needed) in locations)
        {
            var segments = ExternalLocation.Parse(location);
            var size = SizeOf(folder, segments, location);
            if (needed > size)
            {
                throw new InvalidModelException($"needs {needed:N0} bytes of external data in '{location}', which has {size:N0}");
            }

            sizes[string.Join('/', segments)] = size;
        }

        return sizes.Values.Aggregate(Int128.Zero, (sum, size) => sum + size) > maxBytes
            ? throw new InvalidModelException($"has external data of more than {maxBytes:N0} bytes")
            : sizes;
    }

    private static long SizeOf(string folder, string[] segments, string location)
    {
        var path = folder;
        var facts = new FileFacts(FileKind.Directory, 0, null, 0, 0);
        foreach (var segment in segments)
        {
            path = Path.Combine(path, segment);
            facts = facts.Kind == FileKind.Directory ? FileFacts.Of(path) : default;
            if (facts.Kind == FileKind.Link)
            {
                throw new InvalidModelException($"keeps tensor data behind a symbolic link, which is refused: '{location}'");
            }
        }

        return facts switch
        {
            { Kind: FileKind.Missing } => throw new InvalidModelException($"needs external data that is missing: '{location}'"),
            { Kind: not FileKind.Regular } => throw new InvalidModelException($"keeps tensor data in something that is not a file: '{location}'"),
            { Links: null } => throw new InvalidModelException("has external data, which is refused on this system because hard links cannot be told"),
            { Links: not 1 } => throw new InvalidModelException($"keeps tensor data in a file with several names (hard links), which is refused: '{location}'"),
            _ => facts.Size,
        };
    }
}
