using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>The answer of <c>/conformance</c> (OGC API Features).</summary>
public sealed record StacConformance
{
    /// <summary>URIs of the conformance classes.</summary>
    [JsonPropertyName("conformsTo")]
    public IReadOnlyList<string> ConformsTo { get; init => field = value ?? []; } = [];
}
