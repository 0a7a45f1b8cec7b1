namespace Mlops.Tracking.Traces;

/// <summary>What rpc <c>endTrace</c> of MLflow 2 tells of a trace that was started before.</summary>
/// <param name="Timestamp">Milliseconds since the Unix epoch of the end.</param>
/// <param name="State">How it went.</param>
/// <param name="Metadata">Metadata to add.</param>
/// <param name="Tags">Tags to set.</param>
public sealed record TraceEnd(
    long Timestamp, TraceState State, IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, string> Tags);
