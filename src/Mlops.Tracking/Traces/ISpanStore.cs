using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Traces;

/// <summary>Keeps the spans of traces, per workspace.</summary>
internal interface ISpanStore
{
    /// <summary>
    /// Writes spans of one or more traces, all or none of them. A span that is known by its trace and id is replaced. A trace that is
    /// not known begins with its first spans: in progress until its root has come. Unless its client has told of the trace itself
    /// (<see cref="TraceNames.InfoFinalized"/>), its times, tokens, cost, session, user and previews follow from its spans.
    /// </summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="experimentId">Where traces begin that are not known yet.</param>
    /// <param name="spans">The spans.</param>
    /// <param name="writer">Who writes, where not all of the workspace is the caller's to change: a trace that turns out to be in an
    /// experiment that is not is left alone. Null for others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the spans are durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown experiment, <c>INVALID_PARAMETER_VALUE</c> for a
    /// deleted one, <c>PERMISSION_DENIED</c> where a trace is in an experiment that the writer may not change.</exception>
    ValueTask LogAsync(string workspace, string experimentId, IReadOnlyList<Span> spans, ResourceReader? writer, CancellationToken cancellationToken);

    /// <summary>Reads traces with the spans that have come so far.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="traceIds">The ids.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that are known, in the order asked for, each once.</returns>
    ValueTask<IReadOnlyList<Trace>> ReadAsync(string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken);
}
