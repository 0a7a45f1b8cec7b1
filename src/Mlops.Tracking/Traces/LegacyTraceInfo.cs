namespace Mlops.Tracking.Traces;

/// <summary>What a trace is, in the words of MLflow 2 (its <c>TraceInfo</c>).</summary>
internal sealed record LegacyTraceInfo
{
    /// <summary>The trace's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>The experiment it lives in.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Milliseconds since the Unix epoch of the start.</summary>
    public required long TimestampMs { get; init; }

    /// <summary>How long it took in milliseconds; 0 before it has ended.</summary>
    public required long ExecutionTimeMs { get; init; }

    /// <summary>How it went: <c>OK</c>, <c>ERROR</c>, <c>IN_PROGRESS</c> or <c>TRACE_STATUS_UNSPECIFIED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What was true of it from the start.</summary>
    public IReadOnlyList<Tag> RequestMetadata { get; init => field = value ?? []; } = [];

    /// <summary>What may be said of it later.</summary>
    public IReadOnlyList<Tag> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The same in those words.</summary>
    /// <param name="trace">A trace.</param>
    public static LegacyTraceInfo Of(TraceInfo trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new LegacyTraceInfo
        {
            RequestId = trace.TraceId,
            ExperimentId = trace.TraceLocation.MlflowExperiment.ExperimentId,
            TimestampMs = trace.RequestTime,
            ExecutionTimeMs = trace.ExecutionDuration ?? 0,
            Status = trace.State switch
            {
                TraceState.Ok => "OK",
                TraceState.Error => "ERROR",
                TraceState.InProgress => "IN_PROGRESS",
                _ => "TRACE_STATUS_UNSPECIFIED",
            },
            RequestMetadata = [.. trace.TraceMetadata.Select(static entry => new Tag(entry.Key, entry.Value))],
            Tags = [.. trace.Tags.Select(static tag => new Tag(tag.Key, tag.Value))],
        };
    }
}

/// <summary>The answer of rpcs <c>startTrace</c>, <c>endTrace</c> and <c>getTraceInfo</c> of MLflow 2.</summary>
/// <param name="TraceInfo">The trace.</param>
internal sealed record LegacyTraceResponse(LegacyTraceInfo TraceInfo);

/// <summary>The answer of rpc <c>searchTraces</c> of MLflow 2.</summary>
/// <param name="Traces">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchLegacyTracesResponse(IReadOnlyList<LegacyTraceInfo> Traces, string? NextPageToken);
