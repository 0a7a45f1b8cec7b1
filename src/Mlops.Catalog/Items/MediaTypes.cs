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
        [".hdf5"] = "application/x-hdf5",
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

    // Files that frameworks save models to, and the application that reads them. The first list says so by its name alone.
    private static readonly Dictionary<string, string> s_models = new(StringComparer.OrdinalIgnoreCase)
    {
        [".onnx"] = "onnx",
        [".pt"] = "pytorch",
        [".pt2"] = "pytorch",
        [".pth"] = "pytorch",
        [".torchscript"] = "pytorch",
        [".safetensors"] = "safetensors",
        [".keras"] = "keras",
        [".tflite"] = "tflite",
        [".ckpt"] = "checkpoint",
        [".xgb"] = "xgboost",
        [".ubj"] = "xgboost",
        [".lgb"] = "lightgbm",
        [".cbm"] = "catboost",
        [".gguf"] = "gguf",
        [".mlmodel"] = "coreml",
        [".pmml"] = "pmml",
        [".skops"] = "skops",
    };

    // These may as well hold data: they are models where the item is one.
    private static readonly Dictionary<string, string> s_perhapsModels = new(StringComparer.OrdinalIgnoreCase)
    {
        [".h5"] = "keras",
        [".hdf5"] = "keras",
        [".pkl"] = "pickle",
        [".pickle"] = "pickle",
        [".joblib"] = "joblib",
        [".pb"] = "tensorflow",
    };

    /// <summary>Globs of model files, for the rules of a category of models.</summary>
    public static IReadOnlyList<string> ModelGlobs { get; } = [.. s_models.Keys.Concat(s_perhapsModels.Keys).Select(extension => $"*{extension}")];

    /// <summary>The media type of a file that holds a model, or null when its name is none that frameworks give.</summary>
    public static string? OfModel(string path) =>
        Path.GetExtension(path) is var extension && (s_models.TryGetValue(extension, out var application) || s_perhapsModels.TryGetValue(extension, out application))
            ? $"application/octet-stream; application={application}"
            : null;

    /// <summary>Whether a name is one that frameworks give to models.</summary>
    public static bool IsModel(string path) => OfModel(path) is not null;

    public static string? ByShortName(string name) => s_shortNames.GetValueOrDefault(name);

    public static string? ByPath(string path) =>
        s_extensions.GetValueOrDefault(Path.GetExtension(path)) ?? OfModel(path);

    public static string? ImageByUrl(string href)
    {
        var path = href.Split('?', '#')[0];
        return ByPath(path) is { } type && type.StartsWith("image/", StringComparison.Ordinal) ? type : null;
    }

    /// <summary>What a file is for, by its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inModel">Whether it belongs to an item that describes a model.</param>
    public static IReadOnlyList<string> RolesOf(string path, bool inModel) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        _ when s_models.ContainsKey(Path.GetExtension(path)) || (inModel && IsModel(path)) => ["mlm:model"],
        ".CSV" or ".TIF" or ".TIFF" or ".PARQUET" or ".NC" or ".H5" or ".GPKG" or ".GEOJSON" or ".ZIP" => ["data"],
        ".DVC" or ".MD" or ".XML" => ["metadata"],
        ".PY" or ".IPYNB" => ["code"],
        _ => ["data"],
    };
}
