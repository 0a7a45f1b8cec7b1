namespace Mlops.Hosting.Stac;

/// <summary>Media types of the STAC API.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string GeoJson = "application/geo+json";
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";
    public const string Html = "text/html";
}
