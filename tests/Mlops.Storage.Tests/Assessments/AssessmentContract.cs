using Mlops.Storage.Tests.Traces;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Assessments;

/// <summary>
/// What every store of assessments does (rpcs <c>createAssessment</c> to <c>deleteAssessment</c>), and what searches of traces make of
/// them.
/// </summary>
public abstract class AssessmentContract(TrackingStores stores) : TraceContract(stores)
{
    private readonly TrackingStores _stores = stores;

    private IAssessmentStore Assessments => _stores.Assessments;

    [Fact]
    public async Task An_assessment_comes_back_as_it_was_created()
    {
        await TraceAsync("tr-1");
        foreach (var assessment in (Assessment[])[
            Feedback("f", "{\"a\": [1, 2.5, null, \"x\"]}") with
            {
                SpanId = "s", Rationale = "why", Metadata = new Dictionary<string, string> { ["k"] = "v" }, Source = new AssessmentSource("LLM_JUDGE", "gpt"),
                Feedback = new Feedback("null", new AssessmentError("E", "message", "stack")), CreateTime = 7, LastUpdateTime = 8,
            },
            New("e") with { Expectation = Expectation.Of("[1]") },
            New("e2") with { Expectation = Expectation.Of("\"text\"") },
            New("iss-1") with { Issue = new IssueReference("slow") }])
        {
            Assert.Equal(assessment, await Assessments.CreateAsync(Workspace, assessment, Stop));
            Assert.Equivalent(assessment, await Assessments.GetAsync(Workspace, "tr-1", assessment.AssessmentId, Stop), strict: true);
        }

        Assert.Equal(["f", "e", "e2", "iss-1"], (await GetAsync("tr-1")).Assessments.Select(assessment => assessment.AssessmentName));
    }

    [Fact]
    public async Task What_is_unknown_or_of_another_workspace_is_refused()
    {
        await TraceAsync("tr-1");
        var made = await Assessments.CreateAsync(Workspace, Feedback("f", "1"), Stop);
        var other = NewWorkspace();

        await UnknownAsync(() => Assessments.CreateAsync(other, Feedback("f", "1"), Stop).AsTask());
        await UnknownAsync(() => Assessments.GetAsync(other, "tr-1", made.AssessmentId, Stop).AsTask());
        await UnknownAsync(() => Assessments.UpdateAsync(other, "tr-1", made.AssessmentId, new AssessmentUpdate { Name = "x" }, Stop).AsTask());
        await Assessments.DeleteAsync(other, "tr-1", made.AssessmentId, Stop);
        await Assessments.DeleteAsync(Workspace, "tr-none", made.AssessmentId, Stop);
        var error = await UnknownAsync(() => Assessments.GetAsync(Workspace, "tr-1", "a-none", Stop).AsTask());
        Assert.Equal("Assessment with ID 'a-none' not found for trace 'tr-1'", error.Message);
        await UnknownAsync(() => Assessments.CreateAsync(Workspace, Feedback("g", "1") with { Overrides = "a-none" }, Stop).AsTask());
        await RefusedAsync(ErrorCode.ResourceAlreadyExists, () => Assessments.CreateAsync(Workspace, made, Stop).AsTask());
        Assert.Equal(made, Assert.Single((await GetAsync("tr-1")).Assessments));
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        await TraceAsync("tr-1");
        var made = await Assessments.CreateAsync(Workspace, Feedback("f", "1") with { Rationale = "r", Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" } }, Stop);
        Time.Milliseconds += 5;

        var changed = await Assessments.UpdateAsync(
            Workspace, "tr-1", made.AssessmentId, new AssessmentUpdate { Feedback = new Feedback("false", null), Metadata = new Dictionary<string, string> { ["b"] = "2", ["c"] = "3" } }, Stop);

        Assert.Equivalent(
            made with { Feedback = new Feedback("false", null), Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["c"] = "3" }, LastUpdateTime = Time.Milliseconds },
            changed, strict: true);
        Assert.Equivalent(changed, await Assessments.GetAsync(Workspace, "tr-1", made.AssessmentId, Stop), strict: true);
        await InvalidAsync(() => Assessments.UpdateAsync(Workspace, "tr-1", made.AssessmentId, new AssessmentUpdate { Expectation = Expectation.Of("1") }, Stop).AsTask());
        var named = await Assessments.UpdateAsync(Workspace, "tr-1", made.AssessmentId, new AssessmentUpdate { Name = "g", Rationale = "s", Valid = false }, Stop);
        Assert.Equal(("g", "s", false, "false"), (named.AssessmentName, named.Rationale, named.Valid, named.Feedback!.Value));
    }

    [Fact]
    public async Task One_that_takes_the_place_of_another_makes_it_count_no_more_until_it_is_deleted()
    {
        await TraceAsync("tr-1");
        var old = await Assessments.CreateAsync(Workspace, Feedback("f", "true"), Stop);
        var made = await Assessments.CreateAsync(Workspace, Feedback("f", "false") with { Overrides = old.AssessmentId }, Stop);

        Assert.False((await Assessments.GetAsync(Workspace, "tr-1", old.AssessmentId, Stop)).Valid);
        Assert.Empty(await SearchAsync("feedback.f = 'true'"));
        Assert.Equal(["tr-1"], await SearchAsync("feedback.f = 'false'"));
        await Assessments.DeleteAsync(Workspace, "tr-1", made.AssessmentId, Stop);
        await Assessments.DeleteAsync(Workspace, "tr-1", made.AssessmentId, Stop);
        Assert.Equal(old, Assert.Single((await GetAsync("tr-1")).Assessments));
        Assert.Equal(["tr-1"], await SearchAsync("feedback.f = 'true'"));
    }

    [Fact]
    public async Task Assessments_come_with_a_trace_once_however_often_it_comes_and_go_with_it()
    {
        var made = Feedback("f", "1");
        var account = Account("0", "tr-1") with { Assessments = [made] };
        await StartAsync(account);
        await StartAsync(account);
        Assert.Equal(made, Assert.Single((await GetAsync("tr-1")).Assessments));

        await Traces.DeleteAsync(Workspace, new TraceSelection("0", null, null, ["tr-1"]), Stop);
        await UnknownAsync(() => Assessments.GetAsync(Workspace, "tr-1", made.AssessmentId, Stop).AsTask());
    }

    [Fact]
    public async Task What_a_run_made_goes_when_the_run_or_its_experiment_is_deleted()
    {
        await TraceAsync("tr-1");
        var experimentId = await CreateExperimentAsync();
        var (first, second) = (await CreateRunAsync(experimentId), await CreateRunAsync(experimentId));
        foreach (var (name, run) in (IEnumerable<(string, string)>)[("a", first), ("b", second), ("c", "")])
        {
            await Assessments.CreateAsync(Workspace, Feedback(name, "1") with { Metadata = new Dictionary<string, string> { [AssessmentNames.SourceRun] = run } }, Stop);
        }

        await Runs.SetLifecycleStageAsync(Workspace, first, LifecycleStage.Deleted, Stop);
        Assert.Equal(["b", "c"], (await GetAsync("tr-1")).Assessments.Select(assessment => assessment.AssessmentName));
        await Experiments.SetLifecycleStageAsync(Workspace, experimentId, LifecycleStage.Deleted, Stop);
        Assert.Equal(["c"], (await GetAsync("tr-1")).Assessments.Select(assessment => assessment.AssessmentName));
    }

    [Theory]
    [InlineData("feedback.rating = '5'", new[] { "tr-2" })]
    [InlineData("feedback.rating = 'good'", new[] { "tr-1" })]
    [InlineData("feedback.rating != 'good'", new[] { "tr-3", "tr-2" })]
    [InlineData("feedback.rating LIKE 'go%'", new[] { "tr-1" })]
    [InlineData("feedback.rating ILIKE '%OO%'", new[] { "tr-1" })]
    [InlineData("feedback.rating RLIKE '^(good|true)$'", new[] { "tr-3", "tr-1" })]
    [InlineData("feedback.rating IS NOT NULL", new[] { "tr-3", "tr-2", "tr-1" })]
    [InlineData("feedback.rating IS NULL", new[] { "tr-4" })]
    [InlineData("expectation.rating = 'good'", new[] { "tr-4" })]
    [InlineData("expectation.rating IS NULL", new[] { "tr-3", "tr-2", "tr-1" })]
    [InlineData("feedback.none = 'x'", new string[0])]
    [InlineData("issue.id = 'iss-1'", new[] { "tr-2" })]
    [InlineData("feedback.rating = 'true' AND feedback.rating IS NOT NULL", new[] { "tr-3" })]
    public async Task Traces_are_found_by_what_was_said_of_them(string filter, string[] found)
    {
        foreach (var (traceId, assessment) in (IEnumerable<(string, Assessment)>)[
            ("tr-1", Feedback("rating", "\"good\"")), ("tr-2", Feedback("rating", "5")), ("tr-3", Feedback("rating", "true")),
            ("tr-4", New("rating") with { Expectation = Expectation.Of("\"good\"") })])
        {
            await TraceAsync(traceId);
            await Assessments.CreateAsync(Workspace, assessment with { TraceId = traceId }, Stop);
        }

        await Assessments.CreateAsync(Workspace, New("iss-1") with { TraceId = "tr-2", Issue = new IssueReference("slow") }, Stop);
        Assert.Equal(found, await SearchAsync(filter));
    }

    [Fact]
    public async Task What_was_said_of_a_session_counts_for_all_its_traces()
    {
        var other = NewWorkspace();
        await StartAsync(Account("0", "tr-1", 1, [(TraceNames.Session, "s1")]));
        await StartAsync(Account("0", "tr-2", 2, [(TraceNames.Session, "s1")]));
        await StartAsync(Account("0", "tr-3", 3, [(TraceNames.Session, "s2")]));
        await StartAsync(Account("0", "tr-1", 1, [(TraceNames.Session, "s1")]), other);
        await Assessments.CreateAsync(Workspace, Feedback("mood", "\"fine\"") with { Metadata = new Dictionary<string, string> { [AssessmentNames.Session] = "s1" } }, Stop);

        Assert.Equal(["tr-2", "tr-1"], await SearchAsync("feedback.mood = 'fine'"));
        Assert.Equal(["tr-2", "tr-1"], await SearchAsync("feedback.mood IS NOT NULL"));
        Assert.Equal(["tr-3"], await SearchAsync("feedback.mood IS NULL"));
        Assert.Empty(await SearchAsync(["0"], "feedback.mood = 'fine'", workspace: other));
    }

    [Fact]
    public async Task Issues_tell_how_many_traces_have_them()
    {
        var (rare, common) = (await IssueAsync("rare"), await IssueAsync("common"));
        foreach (var (traceId, issue) in (IEnumerable<(string, string)>)[("tr-1", common), ("tr-2", common), ("tr-2", rare)])
        {
            await TraceAsync(traceId);
            await Assessments.CreateAsync(Workspace, New(issue) with { TraceId = traceId, Issue = new IssueReference("x") }, Stop);
        }

        await Assessments.CreateAsync(Workspace, New(common) with { TraceId = "tr-2", Issue = new IssueReference("x") }, Stop);
        var found = await _stores.Issues.SearchAsync(Workspace, new Mlops.Tracking.Issues.IssueQuery(null, [], true, 10, 0), Stop);
        Assert.Equal([("common", 2L), ("rare", 1L)], found.Items.Select(issue => (issue.Name, issue.TraceCount!.Value)));

        async Task<string> IssueAsync(string name) => (await _stores.Issues.CreateAsync(
            Workspace, new Mlops.Tracking.Issues.NewIssue("0", name, "text", Mlops.Tracking.Issues.IssueStatus.Pending, null, [], [], null, null), Stop)).IssueId;
    }

    private Assessment New(string name) => new()
    {
        AssessmentId = "a-" + Guid.NewGuid().ToString("N"),
        AssessmentName = name,
        TraceId = "tr-1",
        Source = new AssessmentSource("HUMAN", null),
        CreateTime = Time.Milliseconds,
        LastUpdateTime = Time.Milliseconds,
    };

    private Assessment Feedback(string name, string value) => New(name) with { Feedback = new Feedback(value, null) };

    private async Task TraceAsync(string traceId) => await StartAsync(Account("0", traceId, ++Time.Milliseconds));

    private Task<string[]> SearchAsync(string filter) => SearchAsync(["0"], filter);
}
