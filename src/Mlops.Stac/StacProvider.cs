using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>An organisation behind the data (STAC common metadata).</summary>
public sealed record StacProvider
{
    /// <summary>The organisation's name, never empty.</summary>
    public required string Name { get; init; }

    /// <summary>A CommonMark description.</summary>
    public string? Description { get; init; }

    /// <summary>Of <c>licensor</c>, <c>producer</c>, <c>processor</c>, <c>host</c>.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Its home page.</summary>
    public string? Url { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
