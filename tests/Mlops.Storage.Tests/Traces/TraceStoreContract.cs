using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Traces;

public abstract class TraceStoreContract(TrackingStores stores) : TraceContract(stores)
{
    [Fact]
    public async Task A_trace_is_read_as_its_client_told_of_it()
    {
        var experiment = await CreateExperimentAsync();
        var told = Account(experiment, "tr-1", 1_700_000_000_123, [("m", "1")], [("t", "ü")]) with { ClientRequestId = "c", RequestPreview = "?", ResponsePreview = "!" };
        var started = await StartAsync(told);
        var read = await GetAsync("tr-1");
        Assert.Equivalent(started, read, strict: true);
        Assert.Equal(
            told with { TraceMetadata = read.TraceMetadata, Tags = read.Tags, Assessments = read.Assessments },
            read);
        Assert.Empty(read.Assessments);
        Assert.Equal([KeyValuePair.Create("m", "1")], read.TraceMetadata);
        Assert.Equal($"mlflow-artifacts:/{experiment}/traces/tr-1/artifacts", read.Tags[TraceNames.ArtifactLocation]);
        Assert.Equal("ü", read.Tags["t"]);
    }

    [Fact]
    public async Task A_second_account_replaces_the_first_but_for_what_it_leaves_out()
    {
        var experiment = await CreateExperimentAsync();
        await StartAsync(Account(experiment, "tr-1", 1, [("a", "1"), ("b", "1")], [("t", "1"), ("u", "1")]) with { RequestPreview = "?", ResponsePreview = "!" });
        var read = await StartAsync(Account(experiment, "tr-1", 2, [("a", "2")], [("t", "2")]) with { State = TraceState.Error, RequestPreview = "??" });
        Assert.Equal((2, TraceState.Error, "??", "!"), (read.RequestTime, read.State, read.RequestPreview, read.ResponsePreview));
        Assert.Equal(("2", "1", "2", "1"), (read.TraceMetadata["a"], read.TraceMetadata["b"], read.Tags["t"], read.Tags["u"]));
    }

    [Fact]
    public async Task A_trace_needs_an_active_experiment()
    {
        await UnknownAsync(() => StartAsync(Account("987654321", "tr-1")));
        var experiment = await CreateExperimentAsync();
        await Experiments.SetLifecycleStageAsync(Workspace, experiment, LifecycleStage.Deleted, Stop);
        await InvalidAsync(() => StartAsync(Account(experiment, "tr-1")));
        Assert.Empty(await Traces.FindAsync(Workspace, ["tr-1"], Stop));
    }

    [Fact]
    public async Task Traces_are_found_in_the_order_asked_for_and_each_once()
    {
        var experiment = await CreateExperimentAsync();
        await StartAsync(Account(experiment, "tr-1"));
        await StartAsync(Account(experiment, "tr-2"));
        var found = await Traces.FindAsync(Workspace, ["tr-2", "tr-0", "tr-1", "tr-2"], Stop);
        Assert.Equal(["tr-2", "tr-1"], found.Select(trace => trace.TraceId));
        Assert.Empty(await Traces.FindAsync(Workspace, [], Stop));
    }

    [Fact]
    public async Task The_same_id_in_two_workspaces_is_two_traces()
    {
        var other = NewWorkspace();
        var mine = await CreateExperimentAsync();
        var theirs = await CreateExperimentAsync(workspace: other);
        await StartAsync(Account(mine, "tr-1", 1));
        await UnknownAsync(async () => await Traces.SetTagAsync(other, "tr-1", "t", "theirs", Stop));
        await StartAsync(Account(theirs, "tr-1", 2), other);
        await Traces.SetTagAsync(other, "tr-1", "t", "theirs", Stop);
        await Traces.DeleteAsync(other, new TraceSelection(mine, 100, null, []), Stop);
        await Traces.DeleteAsync(other, new TraceSelection(theirs, 100, null, []), Stop);
        var read = await GetAsync("tr-1");
        Assert.Equal(1, read.RequestTime);
        Assert.DoesNotContain("t", read.Tags.Keys);
        Assert.Empty(await Traces.FindAsync(other, ["tr-1"], Stop));
        Assert.Empty(await SearchAsync([mine], workspace: other));
        await UnknownAsync(() => StartAsync(Account(mine, "tr-2"), other));
    }

    [Fact]
    public async Task A_project_s_default_experiment_is_made_by_its_first_trace()
    {
        var started = await StartAsync(Account("0", "tr-1"));
        Assert.NotEqual("0", started.TraceLocation.MlflowExperiment.ExperimentId);
        Assert.Equal(["tr-1"], await SearchAsync(["0"]));
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_removed()
    {
        var experiment = await CreateExperimentAsync();
        await StartAsync(Account(experiment, "tr-1"));
        await Traces.SetTagAsync(Workspace, "tr-1", "t", "1", Stop);
        await Traces.SetTagAsync(Workspace, "tr-1", "t", "2", Stop);
        Assert.Equal("2", (await GetAsync("tr-1")).Tags["t"]);
        await Traces.SetTagAsync(Workspace, "tr-1", "t", null, Stop);
        Assert.DoesNotContain("t", (await GetAsync("tr-1")).Tags.Keys);
        var refusal = await UnknownAsync(async () => await Traces.SetTagAsync(Workspace, "tr-1", "t", null, Stop));
        Assert.Equal("No trace tag with key 't' for trace with ID 'tr-1'", refusal.Message);
        await UnknownAsync(async () => await Traces.SetTagAsync(Workspace, "tr-2", "t", "1", Stop));
    }

    [Fact]
    public async Task A_trace_of_the_second_version_ends_later()
    {
        var experiment = await CreateExperimentAsync();
        await StartAsync(Account(experiment, "tr-1", 100, [("a", "1")]) with { State = TraceState.InProgress, ExecutionDuration = null });
        var ended = await Traces.EndAsync(
            Workspace, "tr-1",
            new TraceEnd(350, TraceState.Error, new Dictionary<string, string> { ["b"] = "2" }, new Dictionary<string, string> { ["t"] = "3" }), Stop);
        Assert.Equal((250L, TraceState.Error, "1", "2", "3"), (ended.ExecutionDuration, ended.State, ended.TraceMetadata["a"], ended.TraceMetadata["b"], ended.Tags["t"]));
        await UnknownAsync(async () => await Traces.EndAsync(Workspace, "tr-2", new TraceEnd(1, TraceState.Ok, new Dictionary<string, string>(), new Dictionary<string, string>()), Stop));
    }

    [Fact]
    public async Task Traces_are_deleted_by_id_or_by_time_the_oldest_first()
    {
        var experiment = await CreateExperimentAsync();
        var other = await CreateExperimentAsync("other");
        for (var i = 1; i <= 5; i++)
        {
            await StartAsync(Account(experiment, $"tr-{i}", i));
        }

        await StartAsync(Account(other, "tr-o", 1));
        await LogAsync(experiment, Span("tr-5"));
        Assert.Equal(1, await Traces.DeleteAsync(Workspace, new TraceSelection(experiment, null, null, ["tr-5", "tr-o", "tr-9"]), Stop));
        Assert.Equal(2, await Traces.DeleteAsync(Workspace, new TraceSelection(experiment, 3, 2, []), Stop));
        Assert.Equal(["tr-4", "tr-3"], await SearchAsync([experiment]));
        Assert.Equal(0, await Traces.DeleteAsync(Workspace, new TraceSelection(experiment, 2, null, []), Stop));
        Assert.Equal(2, await Traces.DeleteAsync(Workspace, new TraceSelection(experiment, 4, null, []), Stop));
        Assert.Equal(["tr-o"], await SearchAsync([experiment, other]));
        Assert.Equal(0, await Traces.DeleteAsync(Workspace, new TraceSelection("987654321", 4, null, []), Stop));
    }

    [Fact]
    public async Task A_deleted_trace_takes_its_links_with_it()
    {
        var experiment = await CreateExperimentAsync();
        var run = await CreateRunAsync(experiment);
        await StartAsync(Account(experiment, "tr-1"));
        await Traces.LinkRunAsync(Workspace, ["tr-1"], run, Stop);
        await Traces.LinkPromptsAsync(Workspace, "tr-1", [new PromptVersionReference("p", "1")], Stop);
        await Traces.DeleteAsync(Workspace, new TraceSelection(experiment, null, null, ["tr-1"]), Stop);
        await StartAsync(Account(experiment, "tr-1"));
        Assert.Empty(await SearchAsync([experiment], $"run_id = '{run}'"));
        Assert.Empty(await SearchAsync([experiment], "prompt = 'p/1'"));
    }

    [Fact]
    public async Task A_run_can_be_linked_before_the_trace_arrives()
    {
        var experiment = await CreateExperimentAsync();
        var run = await CreateRunAsync(experiment);
        await Traces.LinkRunAsync(Workspace, ["tr-1", "tr-1", "tr-2"], run, Stop);
        await StartAsync(Account(experiment, "tr-1"));
        Assert.Equal(["tr-1"], await SearchAsync([experiment], $"run_id = '{run}'"));
        await UnknownAsync(async () => await Traces.LinkRunAsync(Workspace, ["tr-1"], "0123", Stop));
        await UnknownAsync(async () => await Traces.LinkRunAsync(NewWorkspace(), ["tr-1"], run, Stop));
        await UnknownAsync(async () => await Traces.LinkPromptsAsync(Workspace, "tr-2", [new PromptVersionReference("p", "1")], Stop));
    }
}
