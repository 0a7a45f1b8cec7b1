namespace Mlops.Catalog.Items;

/// <summary>Media types of the files that projects share.</summary>
internal static class MediaTypes
{
    public const string Onnx = "application/octet-stream; application=onnx";

    private const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";
    private const string GeoTiff = "image/tiff; application=geotiff";

    private static readonly Dictionary<string, string> s_shortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["compose"] = "text/x-yaml; application=compose",
        ["cog"] = Cog,
        ["geojson"] = "application/geo+json",
        ["geotiff"] = GeoTiff,
        ["json"] = "application/json",
        ["notebook"] = "application/x-ipynb+json",
        ["text"] = "text/plain",
        ["xml"] = "application/xml",
        ["yaml"] = "text/x-yaml",
        ["zip"] = "application/zip",
    };

    private static readonly Dictionary<string, string> s_extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".avif"] = "image/avif",
        [".cfg"] = "text/plain",
        [".csv"] = "text/csv",
        [".cwl"] = "application/cwl+yaml",
        [".dvc"] = "text/x-yaml",
        [".geojson"] = "application/geo+json",
        [".gif"] = "image/gif",
        [".gpkg"] = "application/geopackage+sqlite3",
        [".gz"] = "application/gzip",
        [".h5"] = "application/x-hdf5",
        [".html"] = "text/html",
        [".ipynb"] = "application/x-ipynb+json",
        [".jp2"] = "image/jp2",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".json"] = "application/json",
        [".jsonl"] = "application/jsonl",
        [".md"] = "text/markdown",
        [".nc"] = "application/netcdf",
        [".onnx"] = Onnx,
        [".parquet"] = "application/vnd.apache.parquet",
        [".pdf"] = "application/pdf",
        [".png"] = "image/png",
        [".py"] = "text/x-python",
        [".svg"] = "image/svg+xml",
        [".tar"] = "application/x-tar",
        [".tif"] = GeoTiff,
        [".tiff"] = GeoTiff,
        [".toml"] = "application/toml",
        [".txt"] = "text/plain",
        [".webp"] = "image/webp",
        [".xml"] = "application/xml",
        [".yaml"] = "text/x-yaml",
        [".yml"] = "text/x-yaml",
        [".zip"] = "application/zip",
    };

    public static string? ByShortName(string name) => s_shortNames.GetValueOrDefault(name);

    public static string? ByPath(string path) => s_extensions.GetValueOrDefault(Path.GetExtension(path));

    public static string? ImageByUrl(string href)
    {
        var path = href.Split('?', '#')[0];
        return ByPath(path) is { } type && type.StartsWith("image/", StringComparison.Ordinal) ? type : null;
    }

    public static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a file is for, by its name.</summary>
    public static IReadOnlyList<string> RolesOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".ONNX" => ["mlm:model"],
        ".CSV" or ".TIF" or ".TIFF" or ".PARQUET" or ".NC" or ".H5" or ".GPKG" or ".GEOJSON" or ".ZIP" => ["data"],
        ".DVC" or ".MD" or ".XML" => ["metadata"],
        ".PY" or ".IPYNB" => ["code"],
        _ => ["data"],
    };
}
