using Mlops.Tracking;
using Mlops.Tracking.Access;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Issues;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Access;

/// <summary>What a reader finds and may do, in every store of permissions.</summary>
public abstract class ReaderContract : AccessContract
{
    private string _open = "", _closed = "", _own = "";
    private long _user;

    [Theory]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    [InlineData(Permission.Edit)]
    public async Task The_lowest_permission_of_what_is_named_counts(Permission otherwise)
    {
        await ArrangeAsync();
        Assert.Equal(otherwise, await LowestAsync(otherwise, new() { ExperimentIds = [_open] }));
        Assert.Equal(Permission.None, await LowestAsync(otherwise, new() { ExperimentIds = [_closed] }));
        Assert.Equal(Permission.Manage, await LowestAsync(otherwise, new() { ExperimentIds = [_own] }));
        Assert.Equal(Permission.None, await LowestAsync(otherwise, new() { ExperimentIds = [_own, _closed] }));
        Assert.Equal(Permission.None, await LowestAsync(otherwise, new() { ExperimentNames = ["closed"] }));
        Assert.Equal(Permission.Manage, await LowestAsync(otherwise, new() { RunIds = [await AddRunAsync(_own)] }));
        Assert.Equal(Permission.None, await LowestAsync(otherwise, new() { RunIds = [await AddRunAsync(_own), await AddRunAsync(_closed)] }));
        Assert.Equal(Permission.Manage, await LowestAsync(otherwise, new() { RegisteredModels = ["own"] }));
        Assert.Equal(Permission.None, await LowestAsync(otherwise, new() { RegisteredModels = ["own", "closed"] }));
        Assert.Equal(otherwise, await LowestAsync(otherwise, new() { RegisteredModels = ["own", "open"] }));
        var model = await Store<ILoggedModelStore>().CreateAsync(Workspace, new NewLoggedModel(_own, "m", "", "", [], []), Stop);
        Assert.Equal(Permission.Manage, await LowestAsync(otherwise, new() { LoggedModelIds = [model.Info.ModelId] }));
    }

    [Fact]
    public async Task A_dataset_counts_as_the_lowest_of_its_experiments()
    {
        await ArrangeAsync();
        var datasets = new EvaluationDatasetService(Store<IEvaluationDatasetStore>(), Store<IDatasetRecordStore>());
        var own = await datasets.CreateAsync(Workspace, "own", [_own], null, Stop);
        var both = await datasets.CreateAsync(Workspace, "both", [_own, _closed], null, Stop);
        var loose = await datasets.CreateAsync(Workspace, "loose", [], null, Stop);
        Assert.Equal(Permission.Manage, await LowestAsync(Permission.Read, new() { DatasetIds = [own.DatasetId] }));
        Assert.Equal(Permission.None, await LowestAsync(Permission.Read, new() { DatasetIds = [both.DatasetId] }));
        Assert.Equal(Permission.Read, await LowestAsync(Permission.Read, new() { DatasetIds = [own.DatasetId, loose.DatasetId] }));
        Assert.Equal(Permission.Read, await LowestAsync(Permission.Read, new() { DatasetIds = [own.DatasetId, "d-none"] }));
    }

    [Theory]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    public async Task A_scorer_counts_by_its_own_permission_or_else_as_its_experiment(Permission otherwise)
    {
        await ArrangeAsync();
        foreach (var (experiment, name) in ((string, string)[])[(_own, "plain"), (_own, "shut"), (_closed, "plain"), (_closed, "mine"), (_open, "plain")])
        {
            await AddScorerAsync(experiment, name);
        }

        await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, _own + "/shut", "a", Permission.None, Stop);
        await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, _closed + "/mine", "a", Permission.Edit, Stop);
        var listed = (await Store<IScorerStore>().ListAsync(Workspace, _own, new ResourceReader(_user, otherwise), Stop)).Select(scorer => scorer.ScorerName);
        Assert.Equal(["plain"], listed);
        foreach (var (experiment, name, expected) in ((string, string, Permission)[])
        [
            (_own, "plain", Permission.Manage), (_own, "shut", Permission.None), (_own, "none", Permission.Manage), (_closed, "plain", Permission.None),
            (_closed, "mine", Permission.Edit), (_open, "plain", otherwise), ("999", "plain", otherwise), ("x", "plain", otherwise),
        ])
        {
            Assert.Equal(expected, await LowestAsync(otherwise, new() { Scorers = [new NamedScorer(experiment, name)] }));
            if ((await Store<IScorerStore>().ListAsync(Workspace, experiment is "999" or "x" ? _own : experiment, null, Stop)).SingleOrDefault(scorer => scorer.ScorerName == name) is { } scorer
                && experiment is not ("999" or "x"))
            {
                Assert.Equal(expected, await LowestAsync(otherwise, new() { ScorerIds = [scorer.ScorerId] }));
            }
        }

        Assert.Equal(Permission.None, await LowestAsync(otherwise, new() { Scorers = [new NamedScorer(_closed, "mine"), new NamedScorer(_own, "shut")] }));
    }

    [Fact]
    public async Task A_trace_counts_as_its_experiment_and_one_that_is_yet_to_be_made_as_nothing()
    {
        await ArrangeAsync();
        await AddTraceAsync(_own, "tr-own");
        await AddTraceAsync(_closed, "tr-closed");
        Assert.Equal(Permission.Manage, await LowestAsync(Permission.Read, new() { TraceIds = ["tr-own"] }));
        Assert.Equal(Permission.None, await LowestAsync(Permission.Read, new() { TraceIds = ["tr-own", "tr-closed"] }));
        Assert.Equal(Permission.Read, await LowestAsync(Permission.Read, new() { TraceIds = ["tr-own", "tr-none"] }));
        Assert.Equal(Permission.Manage, await LowestAsync(Permission.None, new() { StartedTraceIds = ["tr-own", "tr-none"] }));
        Assert.Equal(Permission.Manage, await LowestAsync(Permission.None, new() { StartedTraceIds = ["tr-none"] }));
        Assert.Equal(Permission.None, await LowestAsync(Permission.Edit, new() { StartedTraceIds = ["tr-none", "tr-closed"] }));
        Assert.Equal(
            Permission.Read, await Permissions.GetLowestAsync("other", new ResourceReader(_user, Permission.Read), new() { TraceIds = ["tr-own"] }, Stop));
    }

    [Theory]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    public async Task The_write_itself_leaves_a_trace_alone_that_is_in_an_experiment_its_writer_may_not_change(Permission otherwise)
    {
        await ArrangeAsync();
        await AddTraceAsync(_closed, "tr-closed");
        await AddTraceAsync(_open, "tr-open");
        await AddTraceAsync(_own, "tr-own");
        var writer = new ResourceReader(_user, otherwise);
        foreach (var trace in (string[])["tr-closed", "tr-open"])
        {
            await RefusedAsync("PERMISSION_DENIED", () => AddTraceAsync(_own, trace, writer));
            await RefusedAsync("PERMISSION_DENIED", () => Store<ISpanStore>().LogAsync(Workspace, _own, [Root("tr-own"), Root(trace)], writer, Stop).AsTask());
        }

        Assert.Equal(_closed, await ExperimentOfAsync("tr-closed"));
        Assert.All(await Store<ISpanStore>().ReadAsync(Workspace, ["tr-own", "tr-closed", "tr-open"], Stop), trace => Assert.Empty(trace.Spans));
        await AddTraceAsync(_own, "tr-own", writer);
        await AddTraceAsync(_own, "tr-new", writer);
        await Store<ISpanStore>().LogAsync(Workspace, _own, [Root("tr-own"), Root("tr-newer")], writer, Stop);
        Assert.Equal(_own, await ExperimentOfAsync("tr-newer"));
        await AddTraceAsync(_own, "tr-closed");
        Assert.Equal(_own, await ExperimentOfAsync("tr-closed"));
    }

    [Theory]
    [InlineData(Permission.None, "own", "own")]
    [InlineData(Permission.Read, "loose,open,own", "open,own")]
    public async Task Datasets_and_issues_are_found_by_whoever_may_read_their_experiments(Permission otherwise, string expectedDatasets, string expectedIssues)
    {
        await ArrangeAsync();
        var datasets = new EvaluationDatasetService(Store<IEvaluationDatasetStore>(), Store<IDatasetRecordStore>());
        foreach (var (name, among) in ((string, string[])[])[("own", [_own]), ("open", [_own, _open]), ("closed", [_closed]), ("both", [_own, _closed]), ("loose", [])])
        {
            await datasets.CreateAsync(Workspace, name, among, null, Stop);
        }

        foreach (var (name, experiment) in ((string, string)[])[("own", _own), ("open", _open), ("closed", _closed)])
        {
            await Store<IIssueStore>().CreateAsync(Workspace, new NewIssue(experiment, name, "d", IssueStatus.Pending, null, [], [], null, null), Stop);
        }

        var reader = new ResourceReader(_user, otherwise);
        var query = new EvaluationDatasetQuery([], [], EvaluationDatasetSearch.ParseOrderBy(["name"]), 10, 0) { Reader = reader };
        Assert.Equal(expectedDatasets.Split(','), (await Store<IEvaluationDatasetStore>().SearchAsync(Workspace, query, Stop)).Items.Select(dataset => dataset.Name));
        Assert.Equal(5, (await Store<IEvaluationDatasetStore>().SearchAsync(Workspace, query with { Reader = null }, Stop)).Items.Count);
        var issues = await Store<IIssueStore>().SearchAsync(Workspace, new IssueQuery(null, [], false, 10, 0) { Reader = reader }, Stop);
        Assert.Equal(expectedIssues.Split(','), issues.Items.Select(issue => issue.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_does_not_exist_in_the_workspace_has_no_permission_of_its_own()
    {
        await ArrangeAsync();
        var run = await AddRunAsync(_own);
        Assert.Equal(Permission.Read, await LowestAsync(Permission.Read, new() { ExperimentIds = [_own, "999", "x", "-1", "99999999999999999999"] }));
        Assert.Equal(Permission.Read, await LowestAsync(Permission.Read, new() { RunIds = [run, "nowhere"] }));
        Assert.Equal(
            Permission.Read, await Permissions.GetLowestAsync("other", new ResourceReader(_user, Permission.Read), new() { RunIds = [run], ExperimentIds = [_own] }, Stop));
    }

    [Fact]
    public async Task Experiment_zero_of_a_project_is_its_own_default()
    {
        await ArrangeAsync();
        await AddRunAsync("0");
        await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, "0", "a", Permission.None, Stop);
        Assert.Equal(Permission.None, await LowestAsync(Permission.Edit, new() { ExperimentIds = ["0"] }));
        Assert.Equal(Permission.Edit, await Permissions.GetLowestAsync("", new ResourceReader(_user, Permission.Edit), new() { ExperimentIds = ["0"] }, Stop));
    }

    [Fact]
    public async Task Many_names_are_all_looked_at()
    {
        await ArrangeAsync();
        var runs = new List<string>();
        for (var i = 0; i < 150; i++)
        {
            runs.Add(await AddRunAsync(_own));
        }

        Assert.Equal(Permission.Manage, await LowestAsync(Permission.Read, new() { RunIds = runs }));
        Assert.Equal(Permission.None, await LowestAsync(Permission.Read, new() { RunIds = [.. runs, await AddRunAsync(_closed)] }));
    }

    [Theory]
    [InlineData(Permission.None, "own")]
    [InlineData(Permission.Read, "open,own")]
    public async Task Searches_find_what_their_reader_may_read_and_fill_their_pages(Permission otherwise, string expected)
    {
        await ArrangeAsync();
        var reader = new ResourceReader(_user, otherwise);
        var experiments = new List<string>();
        var models = new List<string>();
        foreach (var offset in Enumerable.Range(0, 3))
        {
            var byName = ExperimentSearch.ParseOrderBy(["name"]);
            var page = await Store<IExperimentStore>().SearchAsync(Workspace, new ExperimentQuery([], byName, ViewType.ActiveOnly, 1, offset) { Reader = reader }, Stop);
            experiments.AddRange(page.Items.Select(experiment => experiment.Name));
            var query = new RegisteredModelQuery(RegisteredModelSearch.ParseFilter(null), RegisteredModelSearch.ParseOrderBy(["name"]), 1, offset) { Reader = reader };
            models.AddRange((await Store<IRegisteredModelStore>().SearchAsync(Workspace, query, Stop)).Items.Select(model => model.Name));
        }

        Assert.Equal(expected.Split(','), experiments);
        Assert.Equal(expected.Split(','), models);
        var versions = await Store<IModelVersionStore>().SearchAsync(
            Workspace, new ModelVersionQuery(ModelVersionSearch.ParseFilter(null), ModelVersionSearch.ParseOrderBy([]), 100, 0) { Reader = reader }, Stop);
        Assert.Equal(expected.Split(','), versions.Items.Select(version => version.Name).Order(StringComparer.Ordinal));
    }

    private async Task ArrangeAsync()
    {
        _user = (await AddUserAsync("a")).Id;
        await AddUserAsync("b");
        (_open, _closed, _own) = (await AddExperimentAsync("open"), await AddExperimentAsync("closed"), await AddExperimentAsync("own"));
        foreach (var name in (string[])["open", "closed", "own"])
        {
            await AddModelAsync(name);
            await Store<IModelVersionStore>().CreateAsync(
                Workspace, new NewModelVersion { Name = name, Source = "mlflow-artifacts:/1/x", StorageLocation = "mlflow-artifacts:/1/x", RunId = "", Tags = [] }, Stop);
        }

        // Another user's permissions change nothing.
        await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, _open, "b", Permission.None, Stop);
        await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, _closed, "b", Permission.Manage, Stop);
        foreach (var kind in (ResourceKind[])[ResourceKind.Experiment, ResourceKind.RegisteredModel])
        {
            await Permissions.CreateAsync(Workspace, kind, kind == ResourceKind.Experiment ? _closed : "closed", "a", Permission.None, Stop);
            await Permissions.SetManagerAsync(Workspace, kind, kind == ResourceKind.Experiment ? _own : "own", _user, Stop);
        }
    }

    private async Task AddTraceAsync(string experimentId, string traceId, ResourceReader? writer = null) => await Store<ITraceStore>().StartAsync(
        Workspace, new TraceInfo { TraceId = traceId, TraceLocation = TraceLocation.OfExperiment(experimentId), RequestTime = 1, State = TraceState.Ok }, writer, Stop);

    private async Task<string> ExperimentOfAsync(string traceId) =>
        (await Store<ITraceStore>().FindAsync(Workspace, [traceId], Stop)).Single().TraceLocation.MlflowExperiment.ExperimentId;

    private static Span Root(string traceId) => new()
    {
        TraceId = traceId,
        SpanId = "00000000000000a1",
        Name = "root",
        Status = SpanStatus.Ok,
        StartTimeUnixNano = 1,
        EndTimeUnixNano = 2,
        Content = "{}",
    };

    private async Task<Permission> LowestAsync(Permission otherwise, NamedResources named) =>
        await Permissions.GetLowestAsync(Workspace, new ResourceReader(_user, otherwise), named, Stop);
}
