using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Traces;

public abstract class SpanStoreContract(TrackingStores stores) : TraceContract(stores)
{
    [Fact]
    public async Task Spans_are_read_roots_first_then_by_their_start()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(experiment, Span("tr-1", "late", start: 30), Span("tr-1", "early", start: 15, end: null), Span("tr-1", "root", parent: null, start: 10));
        var trace = await ReadAsync("tr-1");
        Assert.Equal(["root", "early", "late"], trace.Spans.Select(span => span.Name));
        Assert.Equal(15_000_000, trace.Spans[1].StartTimeUnixNano);
        Assert.Null(trace.Spans[1].EndTimeUnixNano);
    }

    [Fact]
    public async Task A_span_is_read_as_it_was_logged()
    {
        var experiment = await CreateExperimentAsync();
        var logged = Span("tr-1", "nämé \U0001F600") with { Type = "LLM", ModelName = "m", ModelProvider = "p", Status = SpanStatus.Error, Content = """{"name":"\u0000'"}""" };
        await LogAsync(experiment, logged);
        Assert.Equal(logged, Assert.Single((await ReadAsync("tr-1")).Spans) with { Metrics = logged.Metrics, Hints = logged.Hints });
    }

    [Fact]
    public async Task A_trace_is_in_progress_until_its_root_comes()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(experiment, Span("tr-1", start: 20, end: 30));
        var first = await GetAsync("tr-1");
        Assert.Equal((TraceState.InProgress, 20, 10), (first.State, first.RequestTime, first.ExecutionDuration));
        Assert.Equal(TraceNames.TrackingStore, first.Tags[TraceNames.SpansLocation]);
        Assert.Equal($"mlflow-artifacts:/{experiment}/traces/tr-1/artifacts", first.Tags[TraceNames.ArtifactLocation]);
        var root = Span("tr-1", parent: null, start: 10, end: 40, status: SpanStatus.Error) with { Hints = new SpanHints("s", "u", "?", "!") };
        await LogAsync(experiment, root);
        var second = await GetAsync("tr-1");
        Assert.Equal((TraceState.Error, 10, 30, "?", "!"), (second.State, second.RequestTime, second.ExecutionDuration, second.RequestPreview, second.ResponsePreview));
        Assert.Equal(("s", "u"), (second.TraceMetadata[TraceNames.Session], second.TraceMetadata[TraceNames.User]));
    }

    [Fact]
    public async Task What_the_client_told_of_the_trace_stands()
    {
        var experiment = await CreateExperimentAsync();
        var told = Account(experiment, "tr-1", 100, [(TraceNames.InfoFinalized, "true"), (TraceNames.TokenUsage, """{"total_tokens": 7}""")]);
        await StartAsync(told with { RequestPreview = "?" });
        await LogAsync(experiment, Span("tr-1", parent: null, start: 1, end: 999, status: SpanStatus.Error) with
        {
            Metrics = new Dictionary<string, double> { ["total_tokens"] = 5, ["total_cost"] = 0.5 },
            Hints = new SpanHints(null, null, "other", "!"),
        });
        var read = await GetAsync("tr-1");
        Assert.Equal((TraceState.Ok, 100, 5, "?", "!"), (read.State, read.RequestTime, read.ExecutionDuration, read.RequestPreview, read.ResponsePreview));
        Assert.Equal("""{"total_tokens": 7}""", read.TraceMetadata[TraceNames.TokenUsage]);
        Assert.Equal("""{"total_cost": 0.5}""", read.TraceMetadata[TraceNames.Cost]);
    }

    [Fact]
    public async Task A_parent_that_repeats_the_sum_of_its_children_counts_once()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(
            experiment,
            Used("agent", null, 12, 1.2), Used("orchestrate_tools", "agent", 12, 1.2),
            Used("chat 1", "orchestrate_tools", 5, 0.5), Named("tool", "orchestrate_tools"), Used("chat 2", "tool", 7, 0.7));

        await SumIsAsync("""{"total_tokens": 12}""", """{"total_cost": 1.2}""");
    }

    [Fact]
    public async Task A_parent_that_made_calls_of_its_own_counts_beside_its_children()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(experiment, Used("parent", null, 2, 0.25), Used("one", "parent", 5, 0.5), Used("two", "parent", 4, 0.25));

        await SumIsAsync("""{"total_tokens": 11}""", """{"total_cost": 1.0}""");
    }

    [Theory]
    [InlineData("chat 1|chat 2|tool|root")]
    [InlineData("root|tool|chat 2|chat 1")]
    [InlineData("root|chat 2|chat 1|tool")]
    [InlineData("chat 1,root|chat 2,tool|root")]
    public async Task Whatever_export_brings_parent_and_children_the_parent_counts_once(string exports)
    {
        var experiment = await CreateExperimentAsync();
        var spans = new Dictionary<string, Span>
        {
            ["root"] = Used("root", null, 12, 1.25),
            ["tool"] = Named("tool", "root"),
            ["chat 1"] = Used("chat 1", "root", 5, 0.75),
            ["chat 2"] = Used("chat 2", "tool", 7, 0.5),
        };
        foreach (var export in exports.Split('|'))
        {
            await LogAsync(experiment, [.. export.Split(',').Select(name => spans[name])]);
        }

        await SumIsAsync("""{"total_tokens": 12}""", """{"total_cost": 1.25}""");
    }

    [Fact]
    public async Task Spans_that_name_each_other_as_parents_are_summed_all_the_same()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(experiment, Used("a", "b", 5, 0.5), Used("b", "a", 5, 0.5), Used("c", "c", 1, 0.25));

        await SumIsAsync("""{"total_tokens": 6}""", """{"total_cost": 0.75}""");
    }

    [Fact]
    public async Task Tokens_and_cost_are_summed_and_a_span_that_comes_twice_counts_once()
    {
        var experiment = await CreateExperimentAsync();
        var first = Span("tr-1") with { Metrics = new Dictionary<string, double> { ["input_tokens"] = 3, ["total_tokens"] = 3, ["total_cost"] = 0.25 } };
        var second = Span("tr-1") with { Metrics = new Dictionary<string, double> { ["input_tokens"] = 1, ["output_tokens"] = 4, ["total_tokens"] = 5, ["total_cost"] = 1 } };
        await LogAsync(experiment, first);
        await LogAsync(experiment, first, second);
        var read = await GetAsync("tr-1");
        Assert.Equal("""{"input_tokens": 4, "output_tokens": 4, "total_tokens": 8}""", read.TraceMetadata[TraceNames.TokenUsage]);
        Assert.Equal("""{"total_cost": 1.25}""", read.TraceMetadata[TraceNames.Cost]);
    }

    [Fact]
    public async Task A_known_span_is_replaced()
    {
        var experiment = await CreateExperimentAsync();
        var span = Span("tr-1", "old");
        await LogAsync(experiment, span);
        await LogAsync(experiment, span with { Name = "newer" }, span with { Name = "new", EndTimeUnixNano = null });
        var read = Assert.Single((await ReadAsync("tr-1")).Spans);
        Assert.Equal(("new", null), (read.Name, read.EndTimeUnixNano));
    }

    [Fact]
    public async Task One_request_may_hold_many_spans_of_many_traces()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(experiment, [.. Enumerable.Range(0, 300).Select(i => Span($"tr-{i % 90}", $"{i}") with { Metrics = new Dictionary<string, double> { ["total_tokens"] = 1 } })]);
        var read = await Spans.ReadAsync(Workspace, [.. Enumerable.Range(0, 90).Select(i => $"tr-{i}")], Stop);
        Assert.Equal(90, read.Count);
        Assert.Equal(300, read.Sum(trace => trace.Spans.Count));
        Assert.Equal(["3", "93", "183", "273"], read[3].Spans.Select(span => span.Name));
        Assert.Equal("""{"total_tokens": 4}""", read[3].TraceInfo.TraceMetadata[TraceNames.TokenUsage]);
    }

    [Fact]
    public async Task An_unknown_experiment_takes_no_spans()
    {
        await UnknownAsync(() => LogAsync("987654321", Span("tr-1")));
        var experiment = await CreateExperimentAsync();
        await UnknownAsync(async () => await Spans.LogAsync(NewWorkspace(), experiment, [Span("tr-1")], null, Stop));
        Assert.Empty(await Spans.ReadAsync(Workspace, ["tr-1"], Stop));
    }

    [Fact]
    public async Task Spans_of_a_trace_in_another_experiment_go_there()
    {
        var experiment = await CreateExperimentAsync();
        var other = await CreateExperimentAsync("other");
        await StartAsync(Account(experiment, "tr-1"));
        await LogAsync(other, Span("tr-1"));
        Assert.Equal(["tr-1"], await SearchAsync([experiment], "span.name = 'span'"));
        Assert.Empty(await SearchAsync([other]));
    }

    [Fact]
    public async Task Spans_of_another_workspace_are_out_of_reach()
    {
        var experiment = await CreateExperimentAsync();
        await LogAsync(experiment, Span("tr-1"));
        Assert.Empty(await Spans.ReadAsync(NewWorkspace(), ["tr-1"], Stop));
        Assert.Empty(await Spans.ReadAsync("", ["tr-1"], Stop));
    }

    /// <summary>A span whose id is its name.</summary>
    private Span Named(string name, string? parent) => Span("tr-1", name, parent) with { SpanId = name };

    private Span Used(string name, string? parent, double tokens, double cost) =>
        Named(name, parent) with { Metrics = new Dictionary<string, double> { ["total_tokens"] = tokens, ["total_cost"] = cost } };

    private async Task SumIsAsync(string usage, string cost)
    {
        var metadata = (await ReadAsync("tr-1")).TraceInfo.TraceMetadata;
        Assert.Equal((usage, cost), (metadata[TraceNames.TokenUsage], metadata[TraceNames.Cost]));
    }
}
