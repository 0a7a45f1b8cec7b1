namespace Mlops.Catalog.Readme;

/// <summary>How much YAML is read: enough for any honest front matter.</summary>
internal static class YamlLimits
{
    public const int Characters = 128 * 1024;
    public const int Depth = 24;

    /// <summary>Nodes after aliases are written out, which is what an alias bomb multiplies.</summary>
    public const int Nodes = 10_000;

    /// <summary>Characters of all scalars after aliases are written out.</summary>
    public const int ScalarCharacters = 512 * 1024;
}
