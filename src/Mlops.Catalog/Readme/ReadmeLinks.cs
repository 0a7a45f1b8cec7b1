namespace Mlops.Catalog.Readme;

/// <summary>What a README's links mean.</summary>
internal static class ReadmeLinks
{
    private static readonly HashSet<string> s_schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "http", "https", "ftp", "ftps", "sftp", "s3", "gs", "az", "abfs", "abfss", "hdfs", "oci", "docker", "git", "ssh", "mailto", "doi", "urn", "models",
    };

    /// <summary>
    /// An absolute URL of a harmless scheme (no <c>javascript:</c>, <c>data:</c>, <c>file:</c> …), or null. <c>//host/x</c> counts as
    /// https.
    /// </summary>
    public static string? Absolute(string text)
    {
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            text = $"https:{text}";
        }

        // On Unix a rooted path parses as a file URL, so the scheme is looked for in the text itself.
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && s_schemes.Contains(text[..colon]) && !text.Any(char.IsControl)
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? url.IsWellFormedOriginalString() ? text : url.AbsoluteUri
            : null;
    }

    /// <summary>Whether the text begins with some scheme.</summary>
    public static bool HasScheme(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(s_schemeLetters) < 0;
    }

    /// <summary>
    /// A repository path (<c>./docs/a.md</c>, with query and fragment kept) as the path of the download API, or null when it leaves the
    /// project.
    /// </summary>
    public static string? Download(string projectPath, string reference)
    {
        var tail = reference.IndexOfAny(['?', '#']) is var at and >= 0 ? reference[at..] : "";
        return RepositoryPath.TryResolve(reference[..^tail.Length], out var path) ? CatalogPaths.Download(projectPath, path) + tail : null;
    }

    /// <summary>Either of the two, or null.</summary>
    public static string? Resolve(string projectPath, string reference) =>
        HasScheme(reference) || reference.StartsWith("//", StringComparison.Ordinal) ? Absolute(reference) : Download(projectPath, reference);

    private static readonly System.Buffers.SearchValues<char> s_schemeLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}
