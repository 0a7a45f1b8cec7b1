using System.Text.Json;
using Mlops.Catalog.Categories;

namespace Mlops.Catalog.Readme;

/// <summary>What a README's front matter says, checked for shape but not yet for meaning.</summary>
internal sealed record ReadmeMetadata
{
    public string? Title { get; init; }

    public string? Preview { get; init; }

    public string? License { get; init; }

    public string? LicenseUrl { get; init; }

    /// <summary>The array of <c>extent.temporal</c>.</summary>
    public JsonElement? TemporalExtent { get; init; }

    /// <summary>The array or WKT of <c>extent.spatial</c>.</summary>
    public JsonElement? SpatialExtent { get; init; }

    public IReadOnlyList<JsonElement> Providers { get; init; } = [];

    public IReadOnlyList<RelatedProject> Related { get; init; } = [];

    public IReadOnlyList<JsonElement> Links { get; init; } = [];

    public IReadOnlyList<AssetRule> Assets { get; init; } = [];

    /// <summary>Schema URLs by prefix.</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>();

    /// <summary>Topics, for sources that have no other place for them.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Everything else, in order; values of an extension's prefix are still mappings.</summary>
    public IReadOnlyDictionary<string, JsonElement> Properties { get; init; } = new Dictionary<string, JsonElement>();
}
