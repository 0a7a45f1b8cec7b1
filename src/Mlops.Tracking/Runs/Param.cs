using System.Text.Json.Serialization;

namespace Mlops.Tracking.Runs;

/// <summary>A parameter of a run; once logged it never changes (MLflow's <c>Param</c>).</summary>
/// <param name="Key">The parameter's name.</param>
/// <param name="Value">Its value as text, at most 6,000 characters.</param>
public sealed record Param(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("value")] string Value);
