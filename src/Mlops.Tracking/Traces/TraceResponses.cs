namespace Mlops.Tracking.Traces;

/// <summary>The answer of rpcs <c>startTraceV3</c>, <c>getTraceInfoV3</c> and <c>getTrace</c>.</summary>
/// <param name="Trace">The trace.</param>
internal sealed record TraceResponse(Trace Trace);

/// <summary>The answer of rpc <c>batchGetTraces</c>.</summary>
/// <param name="Traces">The traces that are complete, in the order asked for.</param>
internal sealed record TracesResponse(IReadOnlyList<Trace> Traces);

/// <summary>The answer of rpc <c>batchGetTraceInfos</c>.</summary>
/// <param name="TraceInfos">What was found, in the order asked for.</param>
internal sealed record TraceInfosResponse(IReadOnlyList<TraceInfo> TraceInfos);

/// <summary>The answer of rpc <c>searchTracesV3</c>.</summary>
/// <param name="Traces">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchTracesResponse(IReadOnlyList<TraceInfo> Traces, string? NextPageToken);

/// <summary>The answer of rpcs <c>deleteTraces</c> and <c>deleteTracesV3</c>.</summary>
/// <param name="TracesDeleted">How many traces are gone.</param>
internal sealed record DeleteTracesResponse(long TracesDeleted);
