using System.Text.Json;
using Mlops.Tracking.Access;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Traces;

/// <summary>The rules of the trace rpcs in front of the stores.</summary>
public sealed class TraceService
{
    // Together as long as MLflow waits, but sooner done where the spans are on their way.
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(750), TimeSpan.FromSeconds(2)];
    private readonly ITraceStore _traces;
    private readonly ISpanStore _spans;
    private readonly TimeProvider _time;

    internal TraceService(ITraceStore traces, ISpanStore spans, TimeProvider time)
    {
        _traces = traces;
        _spans = spans;
        _time = time;
    }

    /// <summary>Writes a client's account of a trace (rpc <c>startTraceV3</c>); too long previews and values are cut.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="writer">Who writes, where not all of the workspace is the caller's to change; null for others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace after the change.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the store refuses.</exception>
    public ValueTask<TraceInfo> StartAsync(string workspace, TraceInfo trace, ResourceReader? writer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var metadata = new Dictionary<string, string>(trace.TraceMetadata, StringComparer.Ordinal) { [TraceNames.InfoFinalized] = "true" };
        var assessments = trace.Assessments.Select(assessment => AssessmentService.Complete(assessment, _time)).ToArray();
        return _traces.StartAsync(workspace, TraceLimits.Fit(trace with { TraceMetadata = metadata, Assessments = assessments }), writer, cancellationToken);
    }

    /// <summary>Starts a trace as MLflow 2 does (rpc <c>startTrace</c>): in progress, under an id of the server's.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="timestamp">Milliseconds since the Unix epoch of the start.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the store refuses.</exception>
    public ValueTask<TraceInfo> StartLegacyAsync(
        string workspace,
        string experimentId,
        long timestamp,
        IReadOnlyDictionary<string, string> metadata,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken) => _traces.StartAsync(
            workspace,
            TraceLimits.Fit(new TraceInfo
            {
                TraceId = Guid.NewGuid().ToString("N"),
                TraceLocation = TraceLocation.OfExperiment(experimentId),
                RequestTime = CheckTime(timestamp),
                State = TraceState.InProgress,
                TraceMetadata = metadata,
                Tags = tags,
            }),
            writer: null,
            cancellationToken);

    /// <summary>Ends a trace as MLflow 2 does (rpc <c>endTrace</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace after the change.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the trace is unknown.</exception>
    public ValueTask<TraceInfo> EndLegacyAsync(string workspace, string traceId, TraceEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        CheckTime(end.Timestamp);
        var fitting = end with { Metadata = TraceLimits.Fit("request_metadata", end.Metadata), Tags = TraceLimits.Fit("tags", end.Tags) };
        return _traces.EndAsync(workspace, traceId, fitting, cancellationToken);
    }

    /// <summary>Reads what a trace is (rpcs <c>getTraceInfoV3</c> and <c>getTraceInfo</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace without its spans.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown trace.</exception>
    public async ValueTask<TraceInfo> GetInfoAsync(string workspace, string traceId, CancellationToken cancellationToken) =>
        await _traces.FindAsync(workspace, [traceId], cancellationToken) is [var found] ? found : throw NotFound(traceId);

    /// <summary>Reads what traces are (rpc <c>batchGetTraceInfos</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceIds">At most 1000 ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that are known.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for more ids.</exception>
    public ValueTask<IReadOnlyList<TraceInfo>> GetInfosAsync(string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        TraceLimits.CheckIds(traceIds);
        return _traces.FindAsync(workspace, traceIds, cancellationToken);
    }

    /// <summary>
    /// Reads a trace with its spans (rpc <c>getTrace</c>). Clients send spans in the background, so this waits up to three seconds for
    /// those still missing.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="allowPartial">Whether spans may be missing; then nothing is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for a trace that is unknown or not complete; <c>BAD_REQUEST</c>
    /// where its spans are in its files.</exception>
    public async ValueTask<Trace> GetAsync(string workspace, string traceId, bool allowPartial, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await _spans.ReadAsync(workspace, [traceId], cancellationToken) is not [var trace])
            {
                throw MlflowException.ResourceDoesNotExist($"Trace with ID {traceId} is not found.");
            }

            if (!HasSpans(trace.TraceInfo))
            {
                throw MlflowException.BadRequest("Trace data not stored in tracking store");
            }

            if (allowPartial || IsComplete(trace))
            {
                return trace;
            }

            if (attempt == Waits.Length)
            {
                throw MlflowException.ResourceDoesNotExist($"Trace with ID {traceId} is not fully exported yet, please try again later.");
            }

            await Task.Delay(Waits[attempt], _time, cancellationToken);
        }
    }

    /// <summary>Reads the traces that are complete (rpc <c>batchGetTraces</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceIds">At most 1000 ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The traces, in the order asked for.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for more ids.</exception>
    public async ValueTask<IReadOnlyList<Trace>> GetCompleteAsync(string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        TraceLimits.CheckIds(traceIds);
        var found = await _spans.ReadAsync(workspace, traceIds, cancellationToken);
        return [.. found.Where(static trace => HasSpans(trace.TraceInfo) && IsComplete(trace))];
    }

    /// <summary>Sets a tag (rpcs <c>setTraceTag</c> and <c>setTraceTagV3</c>); a value is cut at 8000 characters.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException">The key breaks a rule, or the trace is unknown.</exception>
    public ValueTask SetTagAsync(string workspace, string traceId, string key, string value, CancellationToken cancellationToken) =>
        _traces.SetTagAsync(workspace, traceId, key, TraceLimits.FitTag(key, value), cancellationToken);

    /// <summary>Deletes traces (rpcs <c>deleteTraces</c> and <c>deleteTracesV3</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="selection">Which ones: by time or by ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for neither or both.</exception>
    public ValueTask<long> DeleteAsync(string workspace, TraceSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        TraceLimits.Check(selection);
        return _traces.DeleteAsync(workspace, selection, cancellationToken);
    }

    /// <summary>Links traces to a run (rpc <c>linkTracesToRun</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceIds">At most 100 ids.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the run is unknown.</exception>
    public ValueTask LinkRunAsync(string workspace, IReadOnlyList<string> traceIds, string runId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        TraceLimits.CheckLinks(traceIds);
        return _traces.LinkRunAsync(workspace, traceIds, runId, cancellationToken);
    }

    /// <summary>Links versions of prompts to a trace (rpc <c>linkPromptsToTrace</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="prompts">At most 100 versions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException">A rule is broken, or the trace is unknown.</exception>
    public ValueTask LinkPromptsAsync(string workspace, string traceId, IReadOnlyList<PromptVersionReference> prompts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        TraceLimits.Check(prompts);
        return _traces.LinkPromptsAsync(workspace, traceId, prompts, cancellationToken);
    }

    /// <summary>The refusal of an id that is unknown in the workspace.</summary>
    /// <param name="traceId">The id.</param>
    public static MlflowException NotFound(string traceId) => MlflowException.ResourceDoesNotExist($"Trace with ID '{traceId}' not found.");

    /// <summary>Whether a trace's spans are in the span store, and not in the trace's files.</summary>
    /// <param name="trace">The trace.</param>
    public static bool HasSpans(TraceInfo trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return trace.Tags.TryGetValue(TraceNames.SpansLocation, out var location) && location == TraceNames.TrackingStore;
    }

    /// <inheritdoc cref="ITraceStore.SearchAsync"/>
    internal ValueTask<Page<TraceInfo>> SearchAsync(string workspace, TraceQuery query, CancellationToken cancellationToken) =>
        _traces.SearchAsync(workspace, query, cancellationToken);

    /// <inheritdoc cref="ITraceStore.CountAsync"/>
    internal ValueTask<FilterCounts> CountAsync(
        string workspace, IReadOnlyList<string> experimentIds, IReadOnlyList<Comparison> first, IReadOnlyList<Comparison> second, IReadOnlyList<Comparison> common, CancellationToken cancellationToken) =>
        _traces.CountAsync(workspace, experimentIds, first, second, common, cancellationToken);

    /// <summary>Removes a tag (rpc <c>deleteTraceTag</c>).</summary>
    internal ValueTask DeleteTagAsync(string workspace, string traceId, string key, CancellationToken cancellationToken) =>
        _traces.SetTagAsync(workspace, traceId, key, null, cancellationToken);

    /// <inheritdoc cref="ISpanStore.LogAsync"/>
    internal ValueTask LogSpansAsync(
        string workspace, string experimentId, IReadOnlyList<Span> spans, ResourceReader? writer, CancellationToken cancellationToken) =>
        _spans.LogAsync(workspace, experimentId, spans, writer, cancellationToken);

    /// <inheritdoc cref="ISpanStore.ReadAsync"/>
    internal ValueTask<IReadOnlyList<Trace>> ReadSpansAsync(
        string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken) =>
        _spans.ReadAsync(workspace, traceIds, cancellationToken);

    /// <summary>Whether all spans have come that the client's account counts; where it counts none, what is there is all.</summary>
    private static bool IsComplete(Trace trace)
    {
        if (trace.Spans.Count == 0)
        {
            return false;
        }

        if (!trace.TraceInfo.TraceMetadata.TryGetValue(TraceNames.SizeStats, out var stats))
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(stats);
            return document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("num_spans", out var count)
                || !count.TryGetInt64(out var expected)
                || trace.Spans.Count >= expected;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    private static long CheckTime(long timestamp) => TimestampConverter.IsWritable(timestamp)
        ? timestamp
        : throw MlflowException.InvalidParameterValue($"Invalid value {timestamp} for parameter 'timestamp_ms' supplied: it is no time between the years 1 and 9999.");
}
