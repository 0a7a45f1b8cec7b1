using Mlops.Import.Mlflow;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Search;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Import;

/// <summary>Traces, and what was said of them.</summary>
public abstract class ImportTraceContract(Func<TrackingStores> create) : ImportContract(create)
{
    [Fact]
    public async Task Traces_are_found_and_read_as_if_they_had_been_logged_here()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var answer = Assert.Single(await SearchAsync("tags.kind = 'unit/test é' AND metadata.`mlflow.trace.session` = 's-1'"));
        Assert.Equal(("1", TraceState.Ok, "req-1"), (answer.TraceLocation.MlflowExperiment.ExperimentId, answer.State, answer.ClientRequestId));
        Assert.Equal(("{\"question\": \"How deep? é\"}", "{\"answer\": \"3 m\"}"), (answer.RequestPreview, answer.ResponsePreview));
        Assert.Equal("{\"input_tokens\": 10, \"output_tokens\": 5, \"total_tokens\": 15}", answer.TraceMetadata[TraceNames.TokenUsage]);
        Assert.True(TraceService.HasSpans(answer));

        var trace = Assert.Single(await Stores.Spans.ReadAsync("", [answer.TraceId], Stop));
        Assert.Equal(["answer", "ask"], trace.Spans.Select(span => span.Name));
        var ask = trace.Spans[1];
        Assert.Equal((trace.Spans[0].SpanId, "LLM", SpanStatus.Ok, "water-1", "hydro"), (ask.ParentSpanId, ask.Type, ask.Status, ask.ModelName, ask.ModelProvider));
        Assert.Contains("\"thinking\"", ask.Content, StringComparison.Ordinal);
        Assert.Equal(answer.TraceId, Assert.Single(await SearchAsync("span.type = 'LLM' AND span.attributes.`mlflow.llm.model` = 'water-1'")).TraceId);
        Assert.Equal("fails", Assert.Single(await SearchAsync("status = 'ERROR'")).Tags[TraceNames.TraceName]);
    }

    [Fact]
    public async Task Links_to_runs_and_prompts_stay()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var runs = await RunsAsync("1", "2");
        Assert.Equal(["answer", "fails"], (await SearchAsync($"metadata.`mlflow.sourceRun` = '{runs["second"].Info.RunId}'")).Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(["old"], (await SearchAsync($"metadata.`mlflow.sourceRun` = '{runs["fourth"].Info.RunId}'")).Select(Name));
        Assert.Equal(["answer"], (await SearchAsync("prompt = 'greeting/2'")).Select(Name));
    }

    [Fact]
    public async Task Tokens_and_cost_are_summed_up_with_those_of_spans_that_come_later()
    {
        // As of a client that sent spans and no account of its trace.
        await ImportAsync(MlflowDatabase.Create(Folder.FullName, more: "DELETE FROM trace_request_metadata WHERE key = 'mlflow.trace.infoFinalized'"));
        Assert.Equal(15, await SumAsync(TraceMetricView.Traces, "total_tokens"));
        Assert.Equal(0.03, await SumAsync(TraceMetricView.Spans, "total_cost"));
        var answer = (await SearchAsync("tags.kind = 'unit/test é'"))[0];
        await Stores.Spans.LogAsync("", "1", [Later(answer.TraceId)], null, Stop);
        Assert.Equal(17, await SumAsync(TraceMetricView.Traces, "total_tokens"));
        Assert.Equal(3, Assert.Single(await Stores.Spans.ReadAsync("", [answer.TraceId], Stop)).Spans.Count);
    }

    [Fact]
    public async Task Assessments_keep_what_they_say_and_what_took_their_place()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var answer = (await SearchAsync("tags.kind = 'unit/test é'"))[0];
        var said = answer.Assessments.ToLookup(assessment => assessment.AssessmentName);
        Assert.Equal(["answers", "correct", "failed", "score"], said.Select(group => group.Key).Order(StringComparer.Ordinal));
        var (old, present) = (said["correct"].Single(assessment => !assessment.Valid), said["correct"].Single(assessment => assessment.Valid));
        Assert.Equal(("true", "It is. é", "HUMAN", "anna", "s-1"), (old.Feedback!.Value, old.Rationale, old.Source.SourceType, old.Source.SourceId, old.Metadata![AssessmentNames.Session]));
        Assert.Equal(("false", old.AssessmentId), (present.Feedback!.Value, present.Overrides));
        Assert.Equal("[\"3 m\", \"three metres\"]", said["answers"].Single().Expectation!.SerializedValue!.Value);
        Assert.Equal(new AssessmentError("TIMEOUT", "too slow", "line 1"), said["failed"].Single().Feedback!.Error);
        // JSON has no such number.
        Assert.Equal("null", said["score"].Single().Feedback!.Value);

        Assert.Equal(answer.TraceId, Assert.Single(await SearchAsync("feedback.correct = 'false'")).TraceId);
        var fails = Assert.Single(await SearchAsync("expectation.depth = '3.5'"));
        Assert.Equal("dry", fails.Assessments.Single(assessment => assessment.Issue is not null).Issue!.IssueName);
    }

    [Fact]
    public async Task An_assessment_goes_with_the_run_that_made_it()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var run = (await RunsAsync("1"))["second"].Info.RunId;
        await Stores.Runs.SetLifecycleStageAsync("", run, Mlops.Tracking.LifecycleStage.Deleted, Stop);
        Assert.DoesNotContain((await SearchAsync("status = 'ERROR'"))[0].Assessments, assessment => assessment.Issue is not null);
    }

    [Fact]
    public async Task Files_of_traces_move_with_the_artifacts()
    {
        var source = MlflowDatabase.Create(
            Folder.FullName, more: "UPDATE trace_tags SET value = 's3://bucket/mlflow/2/traces/x' WHERE key = 'mlflow.artifactLocation' AND request_id = '0123456789abcdef0123456789abcdef'");
        await ImportAsync(source, new ImportOptions { ArtifactRoots = ["s3://bucket/mlflow"] });
        var old = Assert.Single(await Stores.Traces.FindAsync("", ["0123456789abcdef0123456789abcdef"], Stop));
        Assert.Equal(("mlflow-artifacts:/2/traces/x", 250), (old.Tags[TraceNames.ArtifactLocation], old.ExecutionDuration));
        Assert.False(TraceService.HasSpans(old));
    }

    [Fact]
    public async Task Traces_of_a_version_without_sums_are_summed_up_from_their_metadata()
    {
        var source = MlflowDatabase.Create(Folder.FullName, more: "DROP TABLE trace_metrics; DROP TABLE span_metrics; ALTER TABLE spans DROP COLUMN dimension_attributes;");
        Assert.All(await ImportAsync(source), table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal(15, await SumAsync(TraceMetricView.Traces, "total_tokens"));
    }

    [Fact]
    public async Task What_no_engine_can_keep_is_replaced_and_what_is_no_span_is_left()
    {
        const string attributes = """{"a": "\"x\\u0000y\"", "b": "\"C:\\\\u0000\"", "n\u0000": "NaN", "p": "\"\\ud83d\\ude00 \\ud83d \\udbff\\ud83d\\uDE00\"", "q\ud83d\ude00\ude00": "1"}""";
        const string more =
            $$$"""
            INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES ('tr-odd', 1, 5, 'UNSPECIFIED');
            INSERT INTO spans (trace_id, experiment_id, span_id, name, status, start_time_unix_nano, content) VALUES ('tr-odd', 1, '00000000000000b0', 'odd' || char(0), 'UNSET', 5,
                '{"events": [{"attributes": {"x": NaN, "y": -Infinity, "z": "is NaN"}}], "attributes": {{{attributes}}}}');
            INSERT INTO spans (trace_id, experiment_id, span_id, name, status, start_time_unix_nano, content) VALUES ('tr-odd', 1, '00000000000000b1', 'broken', 'OK', 6, '{');
            """;
        var tables = await ImportAsync(MlflowDatabase.Create(Folder.FullName, more: more));
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal((4, 2), tables.Where(table => table.Name == "spans").Select(table => ((int)table.Found, (int)table.Skipped)).Single());
        var odd = Assert.Single(Assert.Single(await Stores.Spans.ReadAsync("", ["tr-odd"], Stop)).Spans);
        Assert.Equal(
            ("odd\uFFFD", """{"events": [{"attributes": {"x": null, "y": null, "z": "is NaN"}}], "attributes": {"a": "\"x\\ufffdy\"", "b": "\"C:\\\\u0000\"", "n\ufffd": "NaN", "p": "\"\\ud83d\\ude00 \\ufffd \\ufffd\\ud83d\\uDE00\"", "q\ud83d\ude00\ufffd": "1"}}"""),
            (odd.Name, odd.Content));
        Assert.Equal("tr-odd", Assert.Single(await SearchAsync("span.attributes.a LIKE 'x%' AND span.attributes.p LIKE '😀%'")).TraceId);
    }

    [Theory]
    [InlineData("content = content || ' '")]
    [InlineData("name = 'other'")]
    [InlineData("start_time_ns = start_time_ns + 1")]
    [InlineData("parent_span_id = '00000000000000ff'")]
    public async Task A_span_that_comes_back_as_another_is_told_of(string change)
    {
        var source = MlflowDatabase.Create(Folder.FullName);
        Assert.True((await ImportAsync(source)).Single(table => table.Name == "spans").IsSame);
        await Stores.Database.WriteAsync(session => session.ExecuteAsync($"UPDATE spans SET {change} WHERE id IN (SELECT min(id) FROM spans)"), Stop);
        var spans = (await ImportAsync(source)).Single(table => table.Name == "spans");
        Assert.False(spans.IsComplete);
        Assert.Equal(spans.Expected, spans.Imported + spans.Skipped);
    }

    [Fact]
    public async Task Large_spans_come_in_small_batches()
    {
        var seen = new Batches();
        await ImportAsync(MlflowDatabase.Create(Folder.FullName), new ImportOptions { BatchCharacters = 500 }, seen);
        Assert.True(seen.OfSpans > 2, $"{seen.OfSpans} batches");
        Assert.Equal(2, Assert.Single(await Stores.Spans.ReadAsync("", [(await SearchAsync("tags.kind = 'unit/test é'"))[0].TraceId], Stop)).Spans.Count);
    }

    private static string Name(TraceInfo trace) => trace.Tags[TraceNames.TraceName];

    private static Span Later(string traceId) => new()
    {
        TraceId = traceId,
        SpanId = "00000000000000ff",
        Name = "later",
        StartTimeUnixNano = 1,
        Content = "{}",
        Metrics = new Dictionary<string, double> { ["total_tokens"] = 2 },
    };

    private async Task<IReadOnlyList<TraceInfo>> SearchAsync(string filter) => (await Stores.Traces.SearchAsync(
        "", new TraceQuery(["0", "1", "2"], TraceSearch.ParseFilter(filter).Comparisons, TraceSearch.ParseOrderBy(null), 100, 0), Stop)).Items;

    private async Task<double> SumAsync(TraceMetricView view, string metric)
    {
        var query = new TraceMetricQuery { ExperimentIds = ["1"], View = view, MetricName = metric, Aggregations = [new TraceMetricAggregation(TraceMetricAggregationType.Sum, 0)], MaxResults = 10 };
        return Assert.Single((await Stores.TraceMetrics.QueryAsync("", query, Stop)).Items).Values["SUM"];
    }

    private sealed class Batches : IProgress<ImportProgress>
    {
        public int OfSpans { get; private set; }

        public void Report(ImportProgress value) => OfSpans += value.Table == "spans" ? 1 : 0;
    }
}
