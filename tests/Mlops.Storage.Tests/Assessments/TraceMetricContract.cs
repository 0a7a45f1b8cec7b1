using Mlops.Storage.Tests.Traces;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Search;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Assessments;

/// <summary>What every store sums up of traces (rpc <c>queryTraceMetrics</c>).</summary>
public abstract class TraceMetricContract(TrackingStores stores) : TraceContract(stores)
{
    private readonly TrackingStores _stores = stores;

    [Fact]
    public async Task Traces_are_counted_by_name_and_status()
    {
        await TracesAsync(("a", 1, "OK"), ("a", 2, "ERROR"), ("b", 3, "OK"), ("a", 4, "OK"));
        Assert.Equal(["COUNT=4"], await CountAsync());
        Assert.Equal(["trace_name=a COUNT=3", "trace_name=b COUNT=1"], await CountAsync("trace_name"));
        Assert.Equal(["trace_name=a trace_status=ERROR COUNT=1", "trace_name=a trace_status=OK COUNT=2", "trace_name=b trace_status=OK COUNT=1"], await CountAsync("trace_name", "trace_status"));
        Assert.Equal(["COUNT=3"], await QueryAsync(New(TraceMetricView.Traces, "trace_count", "COUNT") with { Filter = Filters(TraceMetricView.Traces, "trace.status = 'OK'") }));
        Assert.Equal(["COUNT=1"], await QueryAsync(New(TraceMetricView.Traces, "trace_count", "COUNT") with { Filter = Filters(TraceMetricView.Traces, "trace.tag.mlflow.traceName = 'b'", "trace.metadata.kind = 'x'") }));
        Assert.Equal(["COUNT=2"], await QueryAsync(New(TraceMetricView.Traces, "trace_count", "COUNT") with { StartTime = 2, EndTime = 3 }));
        Assert.Equal(["COUNT=0"], await QueryAsync(New(TraceMetricView.Traces, "trace_count", "COUNT") with { ExperimentIds = ["999999"] }));

        Task<string[]> CountAsync(params string[] dimensions) => QueryAsync(New(TraceMetricView.Traces, "trace_count", "COUNT") with { Dimensions = dimensions });
    }

    [Theory]
    [InlineData(new[] { 10L }, "P0.0=10 P50.0=10 P95.0=10 P100.0=10")]
    [InlineData(new[] { 10L, 20L }, "P0.0=10 P50.0=15 P95.0=19.5 P100.0=20")]
    [InlineData(new[] { 40L, 10L, 30L, 20L }, "P0.0=10 P50.0=25 P95.0=38.5 P100.0=40")]
    [InlineData(new[] { 5L, 5L, 5L, 100L, 5L }, "P0.0=5 P50.0=5 P95.0=81 P100.0=100")]
    public async Task Percentiles_are_interpolated_linearly(long[] durations, string expected)
    {
        for (var i = 0; i < durations.Length; i++)
        {
            await StartAsync(Account("0", $"tr-{i}", i) with { ExecutionDuration = durations[i] });
        }

        await StartAsync(Account("0", "tr-open", 1) with { ExecutionDuration = null });
        Assert.Equal([expected], await QueryAsync(New(TraceMetricView.Traces, "latency", "P0", "P50", "P95", "P100")));
    }

    [Fact]
    public async Task Values_are_summed_averaged_and_bounded()
    {
        for (var i = 1; i <= 4; i++)
        {
            await StartAsync(Account("0", $"tr-{i}", i, [(TraceNames.TokenUsage, $$"""{"input_tokens": {{i}}, "output_tokens": 1, "total_tokens": {{i + 1}}}""")], [(TraceNames.TraceName, i == 4 ? "b" : "a")]));
        }

        Assert.Equal(["SUM=10 AVG=2.5 MIN=1 MAX=4 P50.0=2.5"], await QueryAsync(New(TraceMetricView.Traces, "input_tokens", "SUM", "AVG", "MIN", "MAX", "P50")));
        Assert.Equal(["trace_name=a SUM=6 P100.0=3", "trace_name=b SUM=4 P100.0=4"], await QueryAsync(New(TraceMetricView.Traces, "input_tokens", "SUM", "P100") with { Dimensions = ["trace_name"] }));
        Assert.Empty(await QueryAsync(New(TraceMetricView.Traces, "cache_read_input_tokens", "SUM", "P50")));
    }

    [Fact]
    public async Task Time_comes_in_buckets()
    {
        await TracesAsync(("a", 59_999, "OK"), ("a", 60_000, "OK"), ("a", 119_999, "OK"), ("b", 180_000, "OK"));
        Assert.Equal(
            ["time_bucket=1970-01-01T00:00:00+00:00 COUNT=1", "time_bucket=1970-01-01T00:01:00+00:00 COUNT=2", "time_bucket=1970-01-01T00:03:00+00:00 COUNT=1"],
            await QueryAsync(New(TraceMetricView.Traces, "trace_count", "COUNT") with { Interval = 60_000, StartTime = 0, EndTime = 200_000 }));
    }

    [Fact]
    public async Task Points_come_page_by_page()
    {
        await TracesAsync(("a", 1, "OK"), ("b", 2, "OK"), ("c", 3, "OK"));
        var query = New(TraceMetricView.Traces, "trace_count", "COUNT") with { Dimensions = ["trace_name"], MaxResults = 2 };
        var first = await _stores.TraceMetrics.QueryAsync(Workspace, query, Stop);
        Assert.Equal(["a", "b"], first.Items.Select(point => point.Dimensions["trace_name"]));
        var second = await _stores.TraceMetrics.QueryAsync(Workspace, query with { Offset = PageToken.Decode(first.NextPageToken) }, Stop);
        Assert.Equal(["c"], second.Items.Select(point => point.Dimensions["trace_name"]));
        Assert.Null(second.NextPageToken);
    }

    [Fact]
    public async Task Spans_are_measured_in_milliseconds()
    {
        await LogAsync("0", Span("tr-1", "llm", start: 10, end: 20), Span("tr-1", "tool", start: 10, end: 40, status: SpanStatus.Error), Span("tr-2", "llm", start: 0, end: 30), Span("tr-2", "open", end: null));
        Assert.Equal(["span_name=llm COUNT=2", "span_name=open COUNT=1", "span_name=tool COUNT=1"], await QueryAsync(New(TraceMetricView.Spans, "span_count", "COUNT") with { Dimensions = ["span_name"] }));
        Assert.Equal(["span_name=llm AVG=20 P50.0=20", "span_name=tool AVG=30 P50.0=30"], await QueryAsync(New(TraceMetricView.Spans, "latency", "AVG", "P50") with { Dimensions = ["span_name"] }));
        Assert.Equal(["COUNT=1"], await QueryAsync(New(TraceMetricView.Spans, "span_count", "COUNT") with { Filter = Filters(TraceMetricView.Spans, "span.status = 'ERROR'") }));
    }

    [Fact]
    public async Task Assessments_are_counted_by_value_and_averaged_where_they_have_one()
    {
        string[] values = ["true", "\"yes\"", "\"no\"", "0.5", "\"good\"", "[1]", "null"];
        var assessments = values.Select((value, i) => new Assessment
        {
            AssessmentId = $"a-{i}",
            AssessmentName = i < 4 ? "ok" : "other",
            TraceId = "tr-1",
            Source = new AssessmentSource("CODE", null),
            Feedback = new Feedback(value, null),
            CreateTime = 5,
            LastUpdateTime = 5,
        });
        await StartAsync(Account("0", "tr-1", 1) with { Assessments = [.. assessments] });

        Assert.Equal(["assessment_name=ok AVG=0.625"], await QueryAsync(New(TraceMetricView.Assessments, "assessment_value", "AVG") with { Dimensions = ["assessment_name"] }));
        Assert.Equal(
            ["assessment_value=\"no\" COUNT=1", "assessment_value=\"yes\" COUNT=1", "assessment_value=0.5 COUNT=1", "assessment_value=true COUNT=1"],
            await QueryAsync(New(TraceMetricView.Assessments, "assessment_count", "COUNT") with { Dimensions = ["assessment_value"], Filter = Filters(TraceMetricView.Assessments, "assessment.name = 'ok'", "assessment.type = 'feedback'") }));
        Assert.Equal(["COUNT=0"], await QueryAsync(New(TraceMetricView.Assessments, "assessment_count", "COUNT") with { Filter = Filters(TraceMetricView.Assessments, "assessment.type = 'expectation'") }));
    }

    [Fact]
    public async Task Nothing_of_another_workspace_counts()
    {
        await TracesAsync(("a", 1, "OK"));
        Assert.Empty((await _stores.TraceMetrics.QueryAsync(NewWorkspace(), New(TraceMetricView.Traces, "latency", "AVG"), Stop)).Items);
    }

    private static TraceMetricQuery New(TraceMetricView view, string name, params string[] aggregations) => new()
    {
        ExperimentIds = ["0"],
        View = view,
        MetricName = name,
        Aggregations = [.. aggregations.Select(label => label.StartsWith('P')
            ? new TraceMetricAggregation(TraceMetricAggregationType.Percentile, double.Parse(label[1..], System.Globalization.CultureInfo.InvariantCulture))
            : new TraceMetricAggregation(Enum.Parse<TraceMetricAggregationType>(label, ignoreCase: true), 0))],
        MaxResults = 1000,
    };

    private static IReadOnlyList<Comparison> Filters(TraceMetricView view, params string[] filters) => TraceMetricRules.ParseFilters(view, filters);

    private async Task TracesAsync(params (string Name, long Time, string Status)[] traces)
    {
        for (var i = 0; i < traces.Length; i++)
        {
            await StartAsync(Account("0", $"tr-{i}", traces[i].Time, [("kind", "x")], [(TraceNames.TraceName, traces[i].Name)]) with { State = traces[i].Status == "OK" ? TraceState.Ok : TraceState.Error });
        }
    }

    private async Task<string[]> QueryAsync(TraceMetricQuery query)
    {
        TraceMetricRules.Check(query);
        var page = await _stores.TraceMetrics.QueryAsync(Workspace, query, Stop);
        Assert.All(page.Items, point => Assert.Equal(query.MetricName, point.MetricName));
        return [.. page.Items.Select(point => string.Join(' ', point.Dimensions.Select(entry => $"{entry.Key}={entry.Value}")
            .Concat(point.Values.Select(entry => FormattableString.Invariant($"{entry.Key}={Math.Round(entry.Value, 9)}")))))];
    }
}
