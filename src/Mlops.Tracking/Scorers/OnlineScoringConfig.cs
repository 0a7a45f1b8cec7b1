using System.Text.Json.Serialization;
using Mlops.Tracking.Json;

namespace Mlops.Tracking.Scorers;

/// <summary>On which traces a scorer should run by itself. It is kept for clients; this server runs no scorers.</summary>
/// <param name="OnlineScoringConfigId">32 hexadecimal digits, new with every change.</param>
/// <param name="ScorerId">The scorer's id.</param>
/// <param name="SampleRate">The share of traces, 0 to 1.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="FilterString">A filter of traces, or null for all.</param>
internal sealed record OnlineScoringConfig(
    string OnlineScoringConfigId,
    string ScorerId,
    [property: JsonConverter(typeof(MetricValueConverter))] double SampleRate,
    string ExperimentId,
    string? FilterString);
