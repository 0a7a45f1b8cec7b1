namespace Mlops.Tracking.Traces;

/// <summary>Which traces of an experiment to delete: those that satisfy all of what is given.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="MaxTimestamp">Started at this time (milliseconds since the Unix epoch) at the latest; null for any time.</param>
/// <param name="MaxTraces">At most that many, the oldest; null for all.</param>
/// <param name="TraceIds">Of these ids; empty for any.</param>
public sealed record TraceSelection(string ExperimentId, long? MaxTimestamp, int? MaxTraces, IReadOnlyList<string> TraceIds);
