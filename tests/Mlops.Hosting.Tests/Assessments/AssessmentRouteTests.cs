using System.Net;
using System.Text;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.Assessments;

/// <summary>What the routes of assessments and of trace metrics make of requests.</summary>
public sealed class AssessmentRouteTests : IAsyncLifetime
{
    private const string Traces = "/api/3.0/mlflow/traces";
    private const string Assessments = Traces + "/tr-1/assessments";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        await StartTraceAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Feedback_is_given_changed_and_taken_back()
    {
        var made = await CreateAsync(new { assessment_name = "ok", source = new { source_type = "HUMAN", source_id = "ann" }, feedback = new { value = 1.0 }, create_time = "2026-01-31T23:59:59.999Z", metadata = new { a = "1" } });
        Assert.Matches("^a-[0-9a-f]{32}$", made.Text("assessment_id"));
        Assert.Equal(("tr-1", "2026-01-31T23:59:59.999Z", "1"), (made.Text("trace_id"), made.Text("create_time"), made.GetProperty("feedback").GetProperty("value").GetRawText()));
        Assert.Equal(("HUMAN", "ann"), (made.GetProperty("source").Text("source_type"), made.GetProperty("source").Text("source_id")));

        var changed = (await _host.SendAsync(HttpMethod.Patch, $"{Assessments}/{made.Text("assessment_id")}", new
        {
            assessment = new { assessment_name = "fine", feedback = new { value = "x", error = new { error_code = "E", error_message = "m", stack_trace = new string('s', 20_000) } }, metadata = new { b = "2" }, rationale = "unnamed" },
            update_mask = "assessmentName,feedback,metadata",
        })).GetProperty("assessment");
        Assert.Equal(("fine", "x"), (changed.Text("assessment_name"), changed.GetProperty("feedback").Text("value")));
        Assert.Equal(10_000, changed.GetProperty("feedback").GetProperty("error").Text("stack_trace").Length);
        Assert.Equal("""{"a":"1","b":"2"}""", changed.GetProperty("metadata").GetRawText());
        Assert.False(changed.TryGetProperty("rationale", out _));

        var trace = (await _host.GetAsync(Traces + "/tr-1")).GetProperty("trace").GetProperty("trace_info");
        Assert.Equal(changed.GetRawText(), trace.GetProperty("assessments")[0].GetRawText());
        await _host.SendAsync(HttpMethod.Delete, $"{Assessments}/{made.Text("assessment_id")}", new { });
        await _host.SendAsync(HttpMethod.Delete, $"{Assessments}/{made.Text("assessment_id")}", new { });
        using var gone = await _host.Client.GetAsync($"{Assessments}/{made.Text("assessment_id")}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("""{"value": "text"}""", """{"value":"text"}""")]
    [InlineData("""{"value": 5.0}""", """{"value":5}""")]
    [InlineData("""{"value": [1, 2.0]}""", """{"serialized_value":{"serialization_format":"JSON_FORMAT","value":"[1, 2]"}}""")]
    [InlineData("""{"serialized_value": {"serialization_format": "JSON_FORMAT", "value": "{\"y\": 2.0}"}}""", """{"serialized_value":{"serialization_format":"JSON_FORMAT","value":"{\u0022y\u0022: 2.0}"}}""")]
    public async Task Expectations_come_back_in_the_form_that_suits_them(string sent, string kept)
    {
        var made = await CreateAsync(new { assessment_name = "gold", expectation = JsonDocument.Parse(sent) });
        Assert.Equal(kept, made.GetProperty("expectation").GetRawText());
    }

    [Theory]
    [InlineData("""{}""", "'assessment'")]
    [InlineData("""{"assessment": {"assessment_name": "a"}}""", "one of 'feedback', 'expectation' and 'issue'")]
    [InlineData("""{"assessment": {"feedback": {"value": 1}}}""", "'assessment.assessment_name'")]
    [InlineData("""{"assessment": {"assessment_name": "a", "expectation": {}}}""", "The `value` field must be specified.")]
    [InlineData("""{"assessment": {"assessment_name": "a", "expectation": {"serialized_value": {"serialization_format": "PICKLE", "value": "x"}}}}""", "Unknown serialization format: PICKLE")]
    [InlineData("""{"assessment": {"assessment_name": "a", "expectation": {"serialized_value": {"serialization_format": "JSON_FORMAT", "value": "{"}}}}""", "must be JSON")]
    [InlineData("""{"assessment": {"assessment_name": "a", "feedback": {"value": "\u0000"}}}""", "NUL")]
    [InlineData("""{"assessment": {"assessment_name": "a", "feedback": {"value": "\ud800"}}}""", "surrogate")]
    [InlineData("""{"assessment": {"assessment_name": "a", "feedback": {"value": 1}, "create_time": "yesterday"}}""", "'assessment.create_time'")]
    [InlineData("""{"assessment": {"assessment_name": "a", "feedback": {"value": 1}, "metadata": {"a": 1}}}""", "metadata")]
    public async Task A_bad_assessment_is_refused_and_changes_nothing(string body, string message)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _host.Client.PostAsync(Assessments, content, TestContext.Current.CancellationToken);
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.False((await _host.GetAsync(Traces + "/tr-1")).GetProperty("trace").GetProperty("trace_info").TryGetProperty("assessments", out _));
    }

    [Fact]
    public async Task A_search_brings_the_assessments_with_the_traces()
    {
        await CreateAsync(new { assessment_name = "ok", feedback = new { value = true } });
        var found = await _host.PostAsync(Traces + "/search", new { locations = new[] { new { mlflow_experiment = new { experiment_id = "0" } } }, filter = "feedback.ok = 'true'" });
        Assert.Equal("ok", found.GetProperty("traces")[0].GetProperty("assessments")[0].Text("assessment_name"));
    }

    [Fact]
    public async Task Metrics_are_answered_as_data_points()
    {
        var answer = await _host.PostAsync(Traces + "/metrics", new
        {
            experiment_ids = new[] { "0" },
            view_type = "TRACES",
            metric_name = "latency",
            aggregations = new object[] { new { aggregation_type = "AVG" }, new { aggregation_type = "PERCENTILE", percentile_value = 99.9 } },
            time_interval_seconds = 3600,
            start_time_ms = 0,
            end_time_ms = 4_000_000_000_000,
        });
        Assert.Equal(
            """{"metric_name":"latency","dimensions":{"time_bucket":"2026-01-31T23:00:00+00:00"},"values":{"AVG":1500,"P99.9":1500}}""",
            answer.GetProperty("data_points")[0].GetRawText().Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}]}""", "'experiment_ids'")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "RUNS", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}]}""", "'view_type'")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "SPANS", "metric_name": "trace_count", "aggregations": [{"aggregation_type": "COUNT"}]}""", "metric_name must be one of ['span_count', 'latency', 'input_cost', 'output_cost', 'total_cost'], got 'trace_count'")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "COUNT"}]}""", "Found invalid aggregation_type(s): ['COUNT'].")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "PERCENTILE"}]}""", "'aggregations[0].percentile_value'")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "PERCENTILE", "percentile_value": 101}]}""", "within 0 and 100")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "dimensions": ["trace_status"]}""", "Found invalid dimension(s): ['trace_status']. Supported dimensions: ['trace_name']")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "filters": ["span.name = 'x'"]}""", "Filtering by span is only supported for SPANS view type, got TRACES")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "filters": ["trace.status != 'x'"]}""", "Invalid comparator: '!=', only '=' operator is supported")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "filters": ["trace.tag = 'x'"]}""", "Filtering by tag requires a key")]
    [InlineData("""{"experiment_ids": ["0"], "view_type": "TRACES", "metric_name": "latency", "aggregations": [{"aggregation_type": "AVG"}], "time_interval_seconds": 60}""", "start_time_ms and end_time_ms are required if time_interval_seconds is set")]
    public async Task Metrics_that_make_no_sense_are_refused(string body, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Traces + "/metrics", JsonDocument.Parse(body));
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    private async Task StartTraceAsync() => await _host.PostAsync(Traces, new
    {
        trace = new
        {
            trace_info = new
            {
                trace_id = "tr-1",
                trace_location = new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = "0" } },
                request_time = "2026-01-31T23:59:59.999Z",
                execution_duration = "1.5s",
                state = "OK",
            },
        },
    });

    private async Task<JsonElement> CreateAsync(object assessment) => (await _host.PostAsync(Assessments, new { assessment })).GetProperty("assessment");
}
