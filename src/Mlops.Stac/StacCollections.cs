using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>The answer of <c>/collections</c> (STAC API Collections).</summary>
public sealed record StacCollections
{
    /// <summary>The collections.</summary>
    public IReadOnlyList<StacCollection> Collections { get; init => field = value ?? []; } = [];

    /// <summary>The links.</summary>
    public IReadOnlyList<StacLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>How many collections there are in all.</summary>
    [JsonPropertyName("numberMatched")]
    public long? NumberMatched { get; init; }

    /// <summary>How many of them this answer holds.</summary>
    [JsonPropertyName("numberReturned")]
    public long? NumberReturned { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
