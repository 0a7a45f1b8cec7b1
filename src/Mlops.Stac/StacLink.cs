using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A STAC 1.1 Link; <see cref="Method"/>, <see cref="Headers"/> and <see cref="Body"/> describe the request to send.</summary>
public sealed record StacLink
{
    /// <summary>The relation: <c>self</c>, <c>root</c>, <c>derived_from</c> …</summary>
    public required string Rel { get; init; }

    /// <summary>Where it leads.</summary>
    public required string Href { get; init; }

    /// <summary>The media type of what is there.</summary>
    public string? Type { get; init; }

    /// <summary>A title for people.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP method in upper case; absent means GET.</summary>
    public string? Method { get; init; }

    /// <summary>Request headers: each value a string or an array of strings.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Headers { get; init; }

    /// <summary>The request's body.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
