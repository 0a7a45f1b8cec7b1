using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Issues;

namespace Mlops.Storage.Tests.Evaluation;

/// <summary>What every store of issues does (rpcs <c>createIssue</c> to <c>searchIssues</c>).</summary>
public abstract class IssueContract(TrackingStores stores) : TrackingContract(stores)
{
    private readonly TrackingStores _stores = stores;

    private IIssueStore Issues => _stores.Issues;

    [Fact]
    public async Task An_issue_comes_back_as_it_was_created()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);

        var issue = await Issues.CreateAsync(
            Workspace, new NewIssue(experimentId, "slow", "It's slow", IssueStatus.Resolved, IssueSeverity.High, ["net \"x\"", "disk"], ["speed"], runId, "ann"), Stop);

        Assert.Matches("^iss-[0-9a-f]{32}$", issue.IssueId);
        Assert.Equal((experimentId, "slow", "It's slow", IssueStatus.Resolved, IssueSeverity.High, runId, "ann"),
            (issue.ExperimentId, issue.Name, issue.Description, issue.Status, issue.Severity, issue.SourceRunId, issue.CreatedBy));
        Assert.Equal(["net \"x\"", "disk"], issue.RootCauses);
        Assert.Equal(["speed"], issue.Categories);
        Assert.Equal((Time.Milliseconds, Time.Milliseconds, null), (issue.CreatedTimestamp, issue.LastUpdatedTimestamp, issue.TraceCount));
        Assert.Equivalent(issue, await Issues.GetAsync(Workspace, issue.IssueId, Stop), strict: true);
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        var issue = await CreateAsync("slow");
        Time.Milliseconds += 5;
        var changed = await Issues.UpdateAsync(Workspace, issue.IssueId, new IssueUpdate(null, "New", IssueStatus.Rejected, IssueSeverity.Low), Stop);
        Assert.Equivalent(issue with { Description = "New", Status = IssueStatus.Rejected, Severity = IssueSeverity.Low, LastUpdatedTimestamp = Time.Milliseconds }, changed, strict: true);
        changed = await Issues.UpdateAsync(Workspace, issue.IssueId, new IssueUpdate("fast", null, null, null), Stop);
        Assert.Equal(("fast", "New", IssueStatus.Rejected, IssueSeverity.Low), (changed.Name, changed.Description, changed.Status, changed.Severity));
    }

    [Fact]
    public async Task An_issue_needs_an_active_experiment_and_a_known_run()
    {
        var experimentId = await CreateExperimentAsync();
        var foreignRun = await CreateRunAsync(await CreateExperimentAsync(workspace: "contracts/other-issues"), "contracts/other-issues");
        await UnknownAsync(() => CreateAsync("x", "999999"));
        await UnknownAsync(() => Issues.CreateAsync(Workspace, New("x", experimentId) with { SourceRunId = foreignRun }, Stop).AsTask());
        await Experiments.SetLifecycleStageAsync(Workspace, experimentId, LifecycleStage.Deleted, Stop);
        await InvalidAsync(() => CreateAsync("x", experimentId));
        Assert.Empty(await SearchAsync());
    }

    [Fact]
    public async Task Nothing_of_another_workspace_is_reached()
    {
        var other = NewWorkspace();
        var issue = await CreateAsync("mine");
        var error = await UnknownAsync(() => Issues.GetAsync(other, issue.IssueId, Stop).AsTask());
        Assert.Equal($"Issue with ID '{issue.IssueId}' not found", error.Message);
        await UnknownAsync(() => Issues.UpdateAsync(other, issue.IssueId, new IssueUpdate("x", null, null, null), Stop).AsTask());
        Assert.Empty(await SearchAsync(workspace: other));
        Assert.Empty(await SearchAsync(workspace: other, experimentId: issue.ExperimentId));
    }

    [Fact]
    public async Task The_worst_come_first_and_then_the_newest()
    {
        foreach (var (name, severity) in (IEnumerable<(string, IssueSeverity?)>)[
            ("old none", null), ("high", IssueSeverity.High), ("low", IssueSeverity.Low), ("not", IssueSeverity.NotAnIssue), ("new high", IssueSeverity.High), ("none", null)])
        {
            Time.Milliseconds++;
            await Issues.CreateAsync(Workspace, New(name, "0") with { Severity = severity }, Stop);
        }

        string[] expected = ["new high", "high", "low", "not", "none", "old none"];
        Assert.Equal(expected, await SearchAsync());
        Assert.Equal(expected, await SearchAsync(pageSize: 2));
        Assert.Equal(expected, await SearchAsync(experimentId: "0"));
        Assert.Empty(await SearchAsync(experimentId: "999999"));
    }

    [Theory]
    [InlineData("status = 'pending'", new[] { "b", "a" })]
    [InlineData("status != 'pending'", new[] { "c" })]
    [InlineData("status = 'unheard of'", new string[0])]
    [InlineData("status != 'unheard of'", new[] { "c", "b", "a" })]
    [InlineData("source_run_id != 'x'", new[] { "c" })]
    [InlineData("source_run_id = 'x' AND status = 'resolved'", new string[0])]
    public async Task Issues_are_found_by_status_and_run(string filter, string[] found)
    {
        var runId = await CreateRunAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            Time.Milliseconds++;
            await Issues.CreateAsync(
                Workspace, New(name, "0") with { Status = name == "c" ? IssueStatus.Resolved : IssueStatus.Pending, SourceRunId = name == "c" ? runId : null }, Stop);
        }

        Assert.Equal(found, await SearchAsync(filter));
        Assert.Equal(["c"], await SearchAsync($"source_run_id = '{runId}'"));
    }

    private static NewIssue New(string name, string experimentId) =>
        new(experimentId, name, "text", IssueStatus.Pending, null, [], [], null, null);

    private async Task<Issue> CreateAsync(string name, string experimentId = "0") => await Issues.CreateAsync(Workspace, New(name, experimentId), Stop);

    private async Task<string[]> SearchAsync(string? filter = null, string? experimentId = null, int pageSize = 100, string? workspace = null)
    {
        var found = await AllPagesAsync(pageSize, offset => Issues.SearchAsync(
            workspace ?? Workspace, new IssueQuery(experimentId, IssueSearch.ParseFilter(filter).Comparisons, false, pageSize, offset), Stop));
        return [.. found.Select(issue => issue.Name)];
    }
}
