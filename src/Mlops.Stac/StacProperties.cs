using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Stac;

/// <summary>An item's <c>properties</c>: STAC's common metadata by name, all else in <see cref="Extra"/>.</summary>
public sealed record StacProperties
{
    /// <summary>A short title.</summary>
    public string? Title { get; init; }

    /// <summary>A CommonMark description, never empty.</summary>
    public string? Description { get; init; }

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>
    /// The instant, UTC; null when <see cref="StartDatetime"/> and <see cref="EndDatetime"/> say it. The member is always written.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never), JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? Datetime { get; init; }

    /// <summary>The first instant of an interval, UTC; comes with <see cref="EndDatetime"/>.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? StartDatetime { get; init; }

    /// <summary>The last instant of an interval, UTC; comes with <see cref="StartDatetime"/>.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? EndDatetime { get; init; }

    /// <summary>When the metadata was made, UTC.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the metadata last changed, UTC.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset? Updated { get; init; }

    /// <summary>An SPDX expression or <c>other</c>.</summary>
    public string? License { get; init; }

    /// <summary>Who made and who serves the data.</summary>
    public IReadOnlyList<StacProvider>? Providers { get; init; }

    /// <summary>All other properties, those of extensions (<c>mlm:name</c> …) among them.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
