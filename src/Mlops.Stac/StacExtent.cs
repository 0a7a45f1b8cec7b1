using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A collection's extent in space and time.</summary>
public sealed record StacExtent
{
    /// <summary>The extent in space.</summary>
    public required StacSpatialExtent Spatial { get; init; }

    /// <summary>The extent in time.</summary>
    public required StacTemporalExtent Temporal { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
