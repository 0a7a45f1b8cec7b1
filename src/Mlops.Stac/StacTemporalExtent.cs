using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>Intervals: one, or an overall interval followed by its parts.</summary>
public sealed record StacTemporalExtent
{
    /// <summary>Each interval a start and an end, RFC 3339 in UTC, null for an open side.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Interval { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
