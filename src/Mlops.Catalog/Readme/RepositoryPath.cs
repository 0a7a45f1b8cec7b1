namespace Mlops.Catalog.Readme;

/// <summary>Paths inside a project, as people and callers write them.</summary>
internal static class RepositoryPath
{
    private const int MaxLength = 1024;
    private const int MaxDecodings = 5;

    /// <summary>
    /// Checks a path that names a file of a project. Refused are empty and hidden segments, <c>.</c> and <c>..</c>, absolute paths of any
    /// system, backslashes and control characters, also when percent-encoded any number of times; on Windows colons, which name streams
    /// of a file there.
    /// </summary>
    public static bool IsSafe(string path)
    {
        var text = path;
        for (var round = 0; round <= MaxDecodings; round++)
        {
            if (!IsPlain(text))
            {
                return false;
            }

            var decoded = Uri.UnescapeDataString(text);
            if (decoded == text)
            {
                return true;
            }

            text = decoded;
        }

        return false;
    }

    /// <summary>
    /// Checks a path that names a project: one of a file that can also stand in addresses of workspaces, without <c>:</c> and <c>#</c>.
    /// </summary>
    public static bool IsProject(string path) => IsSafe(path) && Uri.UnescapeDataString(path).IndexOfAny([':', '#']) < 0;

    /// <summary>
    /// Reads a relative link of a README, which stands in the project's root: <c>./a%20b.png</c> is <c>a b.png</c>; <c>/a</c> is the
    /// root's <c>a</c>.
    /// </summary>
    /// <param name="reference">The link without query and fragment.</param>
    /// <param name="path">The path in the project.</param>
    public static bool TryResolve(string reference, out string path)
    {
        path = "";
        if (reference.Length is 0 or > MaxLength || reference.StartsWith("//", StringComparison.Ordinal))
        {
            return false;
        }

        var segments = new List<string>();
        foreach (var segment in Uri.UnescapeDataString(reference).TrimStart('/').Split('/'))
        {
            if (segment is "" or ".")
            {
                continue;
            }

            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else
            {
                return false;
            }
        }

        path = string.Join('/', segments);
        return IsSafe(path);
    }

    private static bool IsPlain(string path) =>
        path.Length is > 0 and <= MaxLength
        && !path.Any(letter => char.IsControl(letter) || letter is '\\' or '\uFFFD')
        && !HasRoot(path)
        && path.Split('/').All(segment => segment.Length > 0 && segment[0] != '.' && segment[^1] is not ' ');

    // C:/x, and file:/x, which some readers take for an address. Elsewhere a colon is a letter like any other: names of scenes hold times.
    private static bool HasRoot(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && (OperatingSystem.IsWindows() || (colon == 1 && char.IsAsciiLetter(path[0])) || (colon + 1 < path.Length && path[colon + 1] == '/' && path.IndexOf('/', StringComparison.Ordinal) > colon));
    }
}
