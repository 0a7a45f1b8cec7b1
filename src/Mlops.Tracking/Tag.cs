using System.Text.Json.Serialization;

namespace Mlops.Tracking;

/// <summary>
/// A key with a text value, as MLflow's <c>RunTag</c>, <c>ExperimentTag</c>, <c>InputTag</c>, <c>RegisteredModelTag</c> and
/// <c>ModelVersionTag</c> messages carry it.
/// </summary>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">The tag's text; never null, possibly empty.</param>
public sealed record Tag(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("value")] string Value);
