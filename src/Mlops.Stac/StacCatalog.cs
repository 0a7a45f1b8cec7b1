using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>A STAC 1.1 Catalog; the landing page of a STAC API is one with <see cref="ConformsTo"/>.</summary>
public sealed record StacCatalog
{
    /// <summary>Always <c>Catalog</c>.</summary>
    public string Type { get; init => field = value ?? "Catalog"; } = "Catalog";

    /// <summary>The STAC version, <c>1.1.0</c> for what is written here.</summary>
    public string StacVersion { get; init => field = value ?? StacVersions.Current; } = StacVersions.Current;

    /// <summary>Schema URLs of the extensions in use.</summary>
    public IReadOnlyList<string>? StacExtensions { get; init; }

    /// <summary>The identifier.</summary>
    public required string Id { get; init; }

    /// <summary>A short title.</summary>
    public string? Title { get; init; }

    /// <summary>A CommonMark description, never empty (STAC 1.1).</summary>
    public required string Description { get; init; }

    /// <summary>URIs of the conformance classes, on a landing page (STAC API Core).</summary>
    [JsonPropertyName("conformsTo")]
    public IReadOnlyList<string>? ConformsTo { get; init; }

    /// <summary>The links.</summary>
    public IReadOnlyList<StacLink> Links { get; init => field = value ?? []; } = [];

    /// <summary>Members that this type does not know; they survive a round trip.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
