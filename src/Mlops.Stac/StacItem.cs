using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A STAC 1.1 Item: a GeoJSON Feature with assets.</summary>
public sealed record StacItem
{
    /// <summary>Always <c>Feature</c>.</summary>
    public string Type { get; init => field = value ?? "Feature"; } = "Feature";

    /// <summary>The STAC version, <c>1.1.0</c> for what is written here.</summary>
    public string StacVersion { get; init => field = value ?? StacVersions.Current; } = StacVersions.Current;

    /// <summary>Schema URLs of the extensions in use.</summary>
    public IReadOnlyList<string>? StacExtensions { get; init; }

    /// <summary>The identifier, unique in its collection.</summary>
    public required string Id { get; init; }

    /// <summary>A GeoJSON geometry (RFC 7946) in WGS 84, or null; the member is always written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Geometry { get; init; }

    /// <summary>
    /// West, south, east, north (degrees), or with heights (metres) as third and sixth number; present exactly when there is a geometry.
    /// </summary>
    public IReadOnlyList<double>? Bbox { get; init; }

    /// <summary>The metadata.</summary>
    public required StacProperties Properties { get; init; }

    /// <summary>The links.</summary>
    public IReadOnlyList<StacLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>The files, by key.</summary>
    public IReadOnlyDictionary<string, StacAsset> Assets { get; init => field = value ?? new Dictionary<string, StacAsset>(); } =
        new Dictionary<string, StacAsset>();

    /// <summary>The collection's id.</summary>
    public string? Collection { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
