using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A STAC 1.1 Collection.</summary>
public sealed record StacCollection
{
    /// <summary>Always <c>Collection</c>.</summary>
    public string Type { get; init => field = value ?? "Collection"; } = "Collection";

    /// <summary>The STAC version, <c>1.1.0</c> for what is written here.</summary>
    public string StacVersion { get; init => field = value ?? StacVersions.Current; } = StacVersions.Current;

    /// <summary>Schema URLs of the extensions in use.</summary>
    public IReadOnlyList<string>? StacExtensions { get; init; }

    /// <summary>The identifier, unique in the catalog.</summary>
    public required string Id { get; init; }

    /// <summary>A short title.</summary>
    public string? Title { get; init; }

    /// <summary>A CommonMark description, never empty (STAC 1.1).</summary>
    public required string Description { get; init; }

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>An SPDX expression or <c>other</c>.</summary>
    public required string License { get; init; }

    /// <summary>Who made and who serves the data.</summary>
    public IReadOnlyList<StacProvider>? Providers { get; init; }

    /// <summary>The extent in space and time.</summary>
    public required StacExtent Extent { get; init; }

    /// <summary>Values or ranges of the items' properties, by property.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Summaries { get; init; }

    /// <summary>The links.</summary>
    public IReadOnlyList<StacLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>Assets of the collection as a whole, by key.</summary>
    public IReadOnlyDictionary<string, StacAsset>? Assets { get; init; }

    /// <summary>What the items' assets look like, by asset key; these have no <c>href</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement>? ItemAssets { get; init; }

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
