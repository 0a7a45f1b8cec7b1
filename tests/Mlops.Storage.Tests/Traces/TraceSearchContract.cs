using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Traces;

public abstract class TraceSearchContract(TrackingStores stores) : TraceContract(stores)
{
    [Theory]
    [InlineData("", "3 2 1")]
    [InlineData("request_id = 'tr-1'", "1")]
    [InlineData("request_id IN ('tr-1', 'tr-3')", "3 1")]
    [InlineData("request_id NOT IN ('tr-1')", "3 2")]
    [InlineData("status = 'ERROR'", "2")]
    [InlineData("status != 'ERROR'", "3 1")]
    [InlineData("timestamp_ms >= 200", "3 2")]
    [InlineData("trace.execution_time_ms < 7", "1")]
    [InlineData("end_time_ms = 207", "2")]
    [InlineData("client_request_id LIKE 'c%'", "2")]
    [InlineData("name = 'two'", "2")]
    [InlineData("name IN ('one', 'two')", "2 1")]
    [InlineData("name LIKE 'T%'", "")]
    [InlineData("name ILIKE 'T%'", "3 2")]
    [InlineData("name RLIKE '^t(wo|hree)$'", "3 2")]
    [InlineData("span.attributes.model RLIKE '^g.t$'", "1")]
    [InlineData("metadata.other RLIKE '(x+x+)+y'", "")]
    [InlineData("tags.color = 'red' AND tags.size != '1'", "1")]
    [InlineData("tags.color IS NULL", "3")]
    [InlineData("tags.color IS NOT NULL", "2 1")]
    [InlineData("metadata.`mlflow.user` = 'ann'", "3 1")]
    [InlineData("metadata.other IS NULL AND metadata.`mlflow.user` IS NOT NULL", "3 1")]
    [InlineData("span.name = 'mid'", "2 1")]
    [InlineData("span.name = 'mid' AND span.type = 'LLM'", "1")]
    [InlineData("span.name = 'end' AND span.type = 'LLM'", "2")]
    [InlineData("span.status = 'ERROR'", "2")]
    [InlineData("span.name IN ('end') AND timestamp_ms > 100", "2")]
    [InlineData("text LIKE '%needle%'", "1")]
    [InlineData("span.attributes.model = 'gpt'", "1")]
    [InlineData("span.attributes.model LIKE '%pt'", "1")]
    [InlineData("span.attributes.model != 'gpt'", "2")]
    [InlineData("span.attributes.count = '7'", "2")]
    [InlineData("span.attributes.`a.b` LIKE '%x%'", "2")]
    [InlineData("span.attributes.needle = 'gpt'", "")]
    [InlineData("feedback.ok = 'true'", "")]
    [InlineData("feedback.ok IS NULL", "3 2 1")]
    public async Task A_filter_finds(string filter, string found)
    {
        var experiment = await ThreeTracesAsync();
        Assert.Equal(Ids(found), await SearchAsync([experiment], filter));
    }

    [Theory]
    [InlineData("timestamp_ms ASC", "1 2 3")]
    [InlineData("execution_time_ms DESC", "2 1 3")]
    [InlineData("execution_time_ms ASC", "1 2 3")]
    [InlineData("status", "2 3 1")]
    [InlineData("name DESC", "2 3 1")]
    [InlineData("tags.color", "2 1 3")]
    [InlineData("tags.color DESC", "1 2 3")]
    [InlineData("metadata.other DESC", "2 3 1")]
    [InlineData("request_id", "1 2 3")]
    public async Task An_order_sorts_and_what_is_missing_comes_last(string orderBy, string found)
    {
        var experiment = await ThreeTracesAsync();
        Assert.Equal(Ids(found), await SearchAsync([experiment], orderBy: [orderBy]));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(?=x)")]
    [InlineData("(a)\\1")]
    public async Task A_regular_expression_that_no_engine_can_bound_is_refused(string pattern)
    {
        var experiment = await CreateExperimentAsync();
        await InvalidAsync(() => SearchAsync([experiment], $"name RLIKE '{pattern}'"));
    }

    [Fact]
    public async Task Two_filters_are_counted_alone_and_together()
    {
        var experiment = await ThreeTracesAsync();
        var counts = await Traces.CountAsync(Workspace, [experiment], Filter("span.name = 'mid'"), Filter("span.type = 'LLM' AND status = 'ERROR'"), [], Stop);
        Assert.Equal(new FilterCounts(3, 2, 1, 1), counts);
        counts = await Traces.CountAsync(Workspace, [experiment], Filter("name = 'one'"), Filter("name = 'two'"), Filter("timestamp_ms < 300"), Stop);
        Assert.Equal(new FilterCounts(2, 1, 1, 0), counts);
        Assert.Equal(new FilterCounts(0, 0, 0, 0), await Traces.CountAsync(NewWorkspace(), [experiment], [], [], [], Stop));

        static IReadOnlyList<Comparison> Filter(string filter) => TraceSearch.ParseFilter(filter).Comparisons;
    }

    [Fact]
    public async Task A_page_that_is_full_has_a_token()
    {
        var experiment = await ThreeTracesAsync();
        var query = new TraceQuery([experiment], [], TraceSearch.ParseOrderBy(null), 2, 0);
        var page = await Traces.SearchAsync(Workspace, query, Stop);
        Assert.Equal(PageToken.Encode(2), page.NextPageToken);
        Assert.Equal(["tr-3", "tr-2"], page.Items.Select(trace => trace.TraceId));
        var last = await Traces.SearchAsync(Workspace, query with { Offset = 2 }, Stop);
        Assert.Null(last.NextPageToken);
        Assert.Equal(["tr-1"], last.Items.Select(trace => trace.TraceId));
    }

    [Fact]
    public async Task Traces_of_a_run_are_those_made_in_it_and_those_linked_to_it()
    {
        var experiment = await CreateExperimentAsync();
        var run = await CreateRunAsync(experiment);
        await StartAsync(Account(experiment, "tr-1", 1, [(TraceNames.SourceRun, run)]));
        await StartAsync(Account(experiment, "tr-2", 2));
        await StartAsync(Account(experiment, "tr-3", 3));
        await Traces.LinkRunAsync(Workspace, ["tr-2"], run, Stop);
        Assert.Equal(["tr-2", "tr-1"], await SearchAsync([experiment], $"run_id = '{run}'"));
        Assert.Equal(["tr-1"], await SearchAsync([experiment], $"run_id LIKE '{run}'"));
        Assert.Empty(await SearchAsync([experiment], "run_id = 'x'"));
    }

    [Fact]
    public async Task Traces_are_found_by_the_prompts_linked_to_them()
    {
        var experiment = await CreateExperimentAsync();
        await StartAsync(Account(experiment, "tr-1"));
        await StartAsync(Account(experiment, "tr-2"));
        await Traces.LinkPromptsAsync(Workspace, "tr-2", [new PromptVersionReference("p", "1"), new PromptVersionReference("p", "2")], Stop);
        await Traces.LinkPromptsAsync(Workspace, "tr-2", [new PromptVersionReference("p", "2")], Stop);
        Assert.Equal(["tr-2"], await SearchAsync([experiment], "prompt = 'p/2'"));
        Assert.Empty(await SearchAsync([experiment], "prompt = 'p/3'"));
    }

    [Fact]
    public async Task A_search_looks_into_the_experiments_it_names_and_no_other()
    {
        var first = await CreateExperimentAsync();
        var second = await CreateExperimentAsync("second");
        await StartAsync(Account(first, "tr-1", 1));
        await StartAsync(Account(second, "tr-2", 2));
        Assert.Equal(["tr-2", "tr-1"], await SearchAsync([first, second, first]));
        Assert.Equal(["tr-2"], await SearchAsync([second]));
        Assert.Empty(await SearchAsync([]));
        Assert.Empty(await SearchAsync(["987654321"]));
        Assert.Empty(await SearchAsync([first], workspace: ""));
    }

    private static (string, string) Told => (TraceNames.InfoFinalized, "true");

    private static string[] Ids(string found) => [.. found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => $"tr-{number}")];

    private async Task<string> ThreeTracesAsync()
    {
        var experiment = await CreateExperimentAsync("e" + Guid.NewGuid().ToString("N"));
        await StartAsync(Account(experiment, "tr-1", 100, [("mlflow.user", "ann"), Told], [(TraceNames.TraceName, "one"), ("color", "red"), ("size", "2")]));
        await StartAsync(Account(experiment, "tr-2", 200, [("other", "x"), Told], [(TraceNames.TraceName, "two"), ("color", "blue")]) with
        {
            State = TraceState.Error,
            ExecutionDuration = 7,
            ClientRequestId = "c2",
        });
        await StartAsync(Account(experiment, "tr-3", 300, [("mlflow.user", "ann"), Told], [(TraceNames.TraceName, "three")]) with { ExecutionDuration = null });
        await LogAsync(
            experiment,
            Span("tr-1", "mid") with { Type = "LLM", Content = """{"name":"mid","attributes":{"model":"\"gpt\"","q":"\"a needle here\""}}""" },
            Span("tr-2", "mid") with { Type = "TOOL", Content = """{"name":"mid","attributes":{"model":"\"other\"","count":"7"}}""" },
            Span("tr-2", "end", status: SpanStatus.Error) with { Type = "LLM", Content = """{"name":"end","attributes":{"a.b":"{\"k\": \"x\"}"}}""" });
        return experiment;
    }
}
