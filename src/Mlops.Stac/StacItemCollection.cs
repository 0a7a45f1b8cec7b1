using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A page of items: a GeoJSON FeatureCollection (STAC API Item Search).</summary>
public sealed record StacItemCollection
{
    /// <summary>Always <c>FeatureCollection</c>.</summary>
    public string Type { get; init => field = value ?? "FeatureCollection"; } = "FeatureCollection";

    /// <summary>The items.</summary>
    public IReadOnlyList<StacItem> Features { get; init => field = value ?? []; } = [];

    /// <summary>The links, <c>next</c> and <c>prev</c> among them.</summary>
    public IReadOnlyList<StacLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>How many items match in all, where known.</summary>
    [JsonPropertyName("numberMatched")]
    public long? NumberMatched { get; init; }

    /// <summary>How many of them this page holds.</summary>
    [JsonPropertyName("numberReturned")]
    public long? NumberReturned { get; init; }

    /// <summary>When the answer was made (OGC API Features).</summary>
    [JsonPropertyName("timeStamp"), JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? TimeStamp { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
