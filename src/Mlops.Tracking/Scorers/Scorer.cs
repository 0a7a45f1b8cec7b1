using System.Globalization;
using System.Text.Json.Serialization;

namespace Mlops.Tracking.Scorers;

/// <summary>One version of a scorer: a judge or metric that rates traces (MLflow's <c>Scorer</c> message).</summary>
internal sealed record Scorer
{
    /// <summary>The experiment, which the protocol writes as a number here.</summary>
    public required long ExperimentId { get; init; }

    /// <summary>The name, unique in its experiment.</summary>
    public required string ScorerName { get; init; }

    /// <summary>The version: 1, 2, …</summary>
    public required long ScorerVersion { get; init; }

    /// <summary>The scorer as its client wrote it, in JSON. It is only kept, never run.</summary>
    public required string SerializedScorer { get; init; }

    /// <summary>When this version was registered, in milliseconds since 1970.</summary>
    public long CreationTime { get; init; }

    /// <summary>A UUID that all versions share.</summary>
    public required string ScorerId { get; init; }

    /// <summary>The answer that registers this version.</summary>
    /// <returns>The same under the names that this answer has for it.</returns>
    public RegisterScorerResponse ToRegistered() => new(
        ScorerVersion, ScorerId, ExperimentId.ToString(CultureInfo.InvariantCulture), ScorerName, SerializedScorer, CreationTime);
}

/// <summary>The answer of rpc <c>registerScorer</c>.</summary>
/// <param name="Version">The new version.</param>
/// <param name="ScorerId">The scorer's id.</param>
/// <param name="ExperimentId">The experiment, written as a text here.</param>
/// <param name="Name">The scorer's name.</param>
/// <param name="SerializedScorer">The scorer in JSON.</param>
/// <param name="CreationTime">When it was registered, in milliseconds since 1970.</param>
internal sealed record RegisterScorerResponse(
    long Version, string ScorerId, string ExperimentId, string Name, string SerializedScorer, long CreationTime);

/// <summary>The answer of rpc <c>getScorer</c>.</summary>
/// <param name="Scorer">The version.</param>
internal sealed record ScorerResponse(Scorer Scorer);

/// <summary>The answer of rpcs <c>listScorers</c> and <c>listScorerVersions</c>.</summary>
/// <param name="Scorers">The latest versions by name, or the versions of one scorer, oldest first.</param>
internal sealed record ScorersResponse(IReadOnlyList<Scorer> Scorers);

/// <summary>The answer of <c>PUT scorers/online-config</c>.</summary>
/// <param name="Config">What is now configured.</param>
internal sealed record OnlineScoringConfigResponse(OnlineScoringConfig Config);

/// <summary>The answer of <c>GET scorers/online-configs</c>.</summary>
/// <param name="Configs">The configurations; written even when there are none.</param>
internal sealed record OnlineScoringConfigsResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyList<OnlineScoringConfig> Configs);
