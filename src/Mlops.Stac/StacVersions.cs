namespace Mlops.Stac;

/// <summary>Versions of the STAC specification.</summary>
public static class StacVersions
{
    /// <summary>The version that this library writes.</summary>
    public const string Current = "1.1.0";
}
