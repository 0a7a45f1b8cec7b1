namespace Mlops.Catalog.Items;

/// <summary>Schema URLs of extensions that need no declaration in a README.</summary>
internal static class StacExtensions
{
    public const string Mlm = "https://stac-extensions.github.io/mlm/v1.5.2/schema.json";
    public const string MlModel = "https://stac-extensions.github.io/ml-model/v1.0.0/schema.json";
    public const string File = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
    public const string Scientific = "https://stac-extensions.github.io/scientific/v1.0.0/schema.json";

    /// <summary>By prefix; a README's own declaration wins, except for what this library writes itself.</summary>
    public static IReadOnlyDictionary<string, string> Preconfigured { get; } = new Dictionary<string, string>
    {
        ["eo"] = "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
        ["label"] = "https://stac-extensions.github.io/label/v1.0.1/schema.json",
        ["sci"] = Scientific,
        ["ml-model"] = MlModel,
        ["mlm"] = Mlm,
    };
}
