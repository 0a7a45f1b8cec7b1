using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>Boxes: one, or an overall box followed by at least two parts (STAC 1.1 has no meaning for exactly two).</summary>
public sealed record StacSpatialExtent
{
    /// <summary>Each box of four or six numbers, as <see cref="StacItem.Bbox"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Bbox { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
