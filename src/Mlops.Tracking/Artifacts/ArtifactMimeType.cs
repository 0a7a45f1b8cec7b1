using System.Collections.Frozen;

namespace Mlops.Tracking.Artifacts;

/// <summary>
/// The <c>Content-Type</c> of an artifact, told from its name alone: text for what people read, the usual type of the
/// extension for the rest, as MLflow's <c>mime_type_utils</c> does. What the uploader declared plays no part.
/// </summary>
internal static class ArtifactMimeType
{
    /// <summary>The type of bytes about which nothing is known.</summary>
    public const string Unknown = "application/octet-stream";

    private static readonly FrozenSet<string> TextNames = FrozenSet.Create(StringComparer.Ordinal, "MLmodel", "MLproject", "mlproject");

    private static readonly FrozenSet<string> TextExtensions = FrozenSet.Create(
        StringComparer.Ordinal,
        "txt", "log", "err", "cfg", "conf", "cnf", "cf", "ini", "properties", "prop", "hocon", "toml", "yaml", "yml",
        "xml", "json", "js", "py", "py3", "csv", "tsv", "md", "rst");

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["aac"] = "audio/aac",
        ["avi"] = "video/x-msvideo",
        ["bmp"] = "image/bmp",
        ["c"] = "text/plain",
        ["css"] = "text/css",
        ["doc"] = "application/msword",
        ["eps"] = "application/postscript",
        ["gif"] = "image/gif",
        ["h"] = "text/plain",
        ["h5"] = "application/x-hdf5",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["ico"] = "image/vnd.microsoft.icon",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["mjs"] = "text/javascript",
        ["mov"] = "video/quicktime",
        ["mp3"] = "audio/mpeg",
        ["mp4"] = "video/mp4",
        ["mpeg"] = "video/mpeg",
        ["mpg"] = "video/mpeg",
        ["nc"] = "application/x-netcdf",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["ppt"] = "application/vnd.ms-powerpoint",
        ["ps"] = "application/postscript",
        ["rtf"] = "application/rtf",
        ["sh"] = "application/x-sh",
        ["svg"] = "image/svg+xml",
        ["tar"] = "application/x-tar",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["wasm"] = "application/wasm",
        ["wav"] = "audio/x-wav",
        ["webm"] = "video/webm",
        ["webp"] = "image/webp",
        ["xls"] = "application/vnd.ms-excel",
        ["zip"] = "application/zip",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type of a file of this name.</summary>
    /// <param name="name">A file name or path.</param>
    /// <returns>A media type without parameters, such as <c>text/plain</c>.</returns>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var file = name[(name.LastIndexOf('/') + 1)..];
        if (TextNames.Contains(file))
        {
            return "text/plain";
        }

        var extension = Path.GetExtension(file).TrimStart('.').ToLowerInvariant();
        return TextExtensions.Contains(extension)
            ? "text/plain"
            : Types.GetValueOrDefault(extension, Unknown);
    }
}
