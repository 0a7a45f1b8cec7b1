using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Traces;

/// <summary>What the contracts of traces share.</summary>
public abstract class TraceContract(TrackingStores stores) : TrackingContract(stores)
{
    private readonly TrackingStores _stores = stores;
    private int _spans;

    private protected ITraceStore Traces => _stores.Traces;

    private protected ISpanStore Spans => _stores.Spans;

    /// <summary>A client's account of a trace.</summary>
    protected static TraceInfo Account(string experimentId, string traceId, long time = 0, (string Key, string Value)[]? metadata = null, (string Key, string Value)[]? tags = null) => new()
    {
        TraceId = traceId,
        TraceLocation = TraceLocation.OfExperiment(experimentId),
        RequestTime = time,
        ExecutionDuration = 5,
        State = TraceState.Ok,
        TraceMetadata = Map(metadata),
        Tags = Map(tags),
    };

    protected async Task<TraceInfo> StartAsync(TraceInfo trace, string? workspace = null) => await Traces.StartAsync(workspace ?? Workspace, trace, null, Stop);

    /// <summary>A span with an id of its own; times are milliseconds.</summary>
    protected Span Span(string traceId, string? name = null, string? parent = "0000000000000001", long start = 10, long? end = 20, SpanStatus status = SpanStatus.Ok) => new()
    {
        TraceId = traceId,
        SpanId = (++_spans).ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        ParentSpanId = parent,
        Name = name ?? "span",
        Status = status,
        StartTimeUnixNano = start * 1_000_000,
        EndTimeUnixNano = end * 1_000_000,
        Content = $"{{\"name\":\"{name ?? "span"}\",\"attributes\":{{}}}}",
    };

    protected async Task LogAsync(string experimentId, params Span[] spans) => await Spans.LogAsync(Workspace, experimentId, spans, null, Stop);

    protected async Task<TraceInfo> GetAsync(string traceId, string? workspace = null) => Assert.Single(await Traces.FindAsync(workspace ?? Workspace, [traceId], Stop));

    protected async Task<Trace> ReadAsync(string traceId) => Assert.Single(await Spans.ReadAsync(Workspace, [traceId], Stop));

    /// <summary>The ids of one page.</summary>
    protected async Task<string[]> SearchAsync(
        string[] experimentIds, string? filter = null, string[]? orderBy = null, int pageSize = 100, long offset = 0, string? workspace = null)
    {
        var query = new TraceQuery(experimentIds, TraceSearch.ParseFilter(filter).Comparisons, TraceSearch.ParseOrderBy(orderBy), pageSize, offset);
        return [.. (await Traces.SearchAsync(workspace ?? Workspace, query, Stop)).Items.Select(trace => trace.TraceId)];
    }

    private static Dictionary<string, string> Map((string Key, string Value)[]? entries) => (entries ?? []).ToDictionary(entry => entry.Key, entry => entry.Value);
}
