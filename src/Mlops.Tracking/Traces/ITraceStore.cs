using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Traces;

/// <summary>
/// Keeps what traces are: their state, metadata, tags and links, per workspace. <see cref="ISpanStore"/> keeps their spans.
/// </summary>
/// <remarks>
/// A method that is given one trace id throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> where it is unknown
/// in the given workspace; a change is durable when the task ends. Arguments are already validated.
/// </remarks>
internal interface ITraceStore
{
    /// <summary>
    /// Writes a client's account of a trace (rpcs <c>startTraceV3</c> and <c>startTrace</c>), which replaces that of its spans, if those
    /// came first: metadata and tags are set over the present ones, previews that are missing stay as they are. Adds the tag
    /// <see cref="TraceNames.ArtifactLocation"/>.
    /// </summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="trace">The trace; its location names an active experiment.</param>
    /// <param name="writer">Who writes, where not all of the workspace is the caller's to change: a trace that turns out to be in an
    /// experiment that is not is left alone. Null for others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown experiment, <c>INVALID_PARAMETER_VALUE</c> for a
    /// deleted one, <c>PERMISSION_DENIED</c> where the trace is in an experiment that the writer may not change.</exception>
    ValueTask<TraceInfo> StartAsync(string workspace, TraceInfo trace, ResourceReader? writer, CancellationToken cancellationToken);

    /// <summary>Ends a trace (rpc <c>endTrace</c> of MLflow 2).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The trace after the change.</returns>
    ValueTask<TraceInfo> EndAsync(string workspace, string traceId, TraceEnd end, CancellationToken cancellationToken);

    /// <summary>Reads traces by their ids (rpcs <c>getTraceInfoV3</c> and <c>batchGetTraceInfos</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceIds">The ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that are known, in the order asked for, each once.</returns>
    ValueTask<IReadOnlyList<TraceInfo>> FindAsync(string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken);

    /// <summary>Searches traces (rpcs <c>searchTracesV3</c> and <c>searchTraces</c>).</summary>
    /// <param name="workspace">The workspace path; experiments of other workspaces yield nothing.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page; a full one has a token, even where nothing follows.</returns>
    ValueTask<Page<TraceInfo>> SearchAsync(string workspace, TraceQuery query, CancellationToken cancellationToken);

    /// <summary>Counts the traces of experiments that satisfy filters (rpc <c>calculateTraceFilterCorrelation</c>).</summary>
    /// <param name="workspace">The workspace path; experiments of other workspaces yield nothing.</param>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="first">The first filter.</param>
    /// <param name="second">The second filter.</param>
    /// <param name="common">What all traces that are counted satisfy.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The counts.</returns>
    ValueTask<FilterCounts> CountAsync(
        string workspace,
        IReadOnlyList<string> experimentIds,
        IReadOnlyList<Comparison> first,
        IReadOnlyList<Comparison> second,
        IReadOnlyList<Comparison> common,
        CancellationToken cancellationToken);

    /// <summary>Sets a tag, or removes it, in which case it must exist.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">Its value; null removes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetTagAsync(string workspace, string traceId, string key, string? value, CancellationToken cancellationToken);

    /// <summary>Deletes traces for good, with their spans and links (rpc <c>deleteTraces</c>). Files of traces stay.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="selection">Which ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    ValueTask<long> DeleteAsync(string workspace, TraceSelection selection, CancellationToken cancellationToken);

    /// <summary>Links traces to a run (rpc <c>linkTracesToRun</c>); ids of traces that have not arrived yet count when they do.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceIds">The ids.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown run.</exception>
    ValueTask LinkRunAsync(string workspace, IReadOnlyList<string> traceIds, string runId, CancellationToken cancellationToken);

    /// <summary>Links versions of prompts to a trace (rpc <c>linkPromptsToTrace</c>); they need not exist here.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceId">The trace's id.</param>
    /// <param name="prompts">The versions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask LinkPromptsAsync(string workspace, string traceId, IReadOnlyList<PromptVersionReference> prompts, CancellationToken cancellationToken);
}
