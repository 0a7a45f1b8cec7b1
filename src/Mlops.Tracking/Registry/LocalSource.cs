namespace Mlops.Tracking.Registry;

/// <summary>Sources that are files of a machine which server and clients share. They are compared, never opened.</summary>
internal static class LocalSource
{
    /// <summary>The absolute path that a <c>file:</c> URI or a bare path means, or null where it is not one and plain.</summary>
    public static string? Path(string uri)
    {
        ModelSource source;
        try
        {
            source = ModelSource.Parse(uri);
        }
        catch (Errors.MlflowException)
        {
            return null;
        }

        var path = source.Path.TrimEnd('/');
        return source.IsLocal && path.StartsWith('/') && IsThisMachine(source.Decoded)
            && !source.Decoded.AsSpan().ContainsAny('\\', '#', '?')
            && !path.Split('/').Any(name => name is "." or "..")
            ? string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Prepend(""))
            : null;
    }

    /// <summary>Whether one such path is another or lies below it.</summary>
    public static bool IsWithin(string path, string folder) =>
        folder.Length > 1 && (path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/'));

    private static bool IsThisMachine(string uri)
    {
        var host = uri.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? uri[7..] : uri.StartsWith("//", StringComparison.Ordinal) ? uri : "/";
        return host.StartsWith('/') ? !host.StartsWith("//", StringComparison.Ordinal) : host.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase);
    }
}
