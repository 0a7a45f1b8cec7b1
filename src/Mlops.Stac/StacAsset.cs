using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A file of an item or a collection.</summary>
public sealed record StacAsset
{
    /// <summary>Where the file is.</summary>
    public required string Href { get; init; }

    /// <summary>A short title.</summary>
    public string? Title { get; init; }

    /// <summary>A CommonMark description, never empty.</summary>
    public string? Description { get; init; }

    /// <summary>The media type.</summary>
    public string? Type { get; init; }

    /// <summary>What the file is for: <c>data</c>, <c>thumbnail</c>, <c>mlm:model</c> …</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>All other members, those of extensions (<c>file:size</c> …) among them.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
