using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>The spans of one request by their traces, and what they say of those.</summary>
internal sealed class SpanBatch
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private SpanBatch(IReadOnlyList<SpansOfTrace> traces) => Traces = traces;

    /// <summary>In the order of their ids, so that two writers lock rows in the same order.</summary>
    public IReadOnlyList<SpansOfTrace> Traces { get; }

    public static SpanBatch Of(IReadOnlyList<Span> spans) => new(
    [
        .. spans.GroupBy(static span => span.TraceId, StringComparer.Ordinal)
            .OrderBy(static trace => trace.Key, StringComparer.Ordinal)
            .Select(static trace => Of(trace.Key, trace)),
    ]);

    private static SpansOfTrace Of(string traceId, IEnumerable<Span> spans)
    {
        // One statement must not write a row twice; the last word counts.
        var last = new Dictionary<string, Span>(StringComparer.Ordinal);
        foreach (var span in spans)
        {
            last[span.SpanId] = span;
        }

        Span[] distinct = [.. last.Values];
        var root = Array.Find(distinct, static span => span.ParentSpanId is null);
        var start = distinct.Min(static span => span.StartTimeUnixNano) / NanosecondsPerMillisecond;
        var end = distinct.Max(static span => span.EndTimeUnixNano) / NanosecondsPerMillisecond;
        return new SpansOfTrace(
            traceId,
            distinct,
            start,
            end - start,
            root is null ? TraceState.InProgress : root.Status == SpanStatus.Error ? TraceState.Error : TraceState.Ok,
            root?.Hints.RequestPreview,
            root?.Hints.ResponsePreview,
            FirstOf(distinct, static hints => hints.SessionId),
            FirstOf(distinct, static hints => hints.UserId));
    }

    private static string? FirstOf(Span[] spans, Func<SpanHints, string?> read) =>
        spans.Select(span => read(span.Hints)).FirstOrDefault(static text => text is not null);
}

/// <summary>The spans of a request that belong to one trace. Times are milliseconds.</summary>
internal sealed record SpansOfTrace(
    string TraceId,
    IReadOnlyList<Span> Spans,
    long Start,
    long? Duration,
    TraceState State,
    string? RequestPreview,
    string? ResponsePreview,
    string? SessionId,
    string? UserId);
