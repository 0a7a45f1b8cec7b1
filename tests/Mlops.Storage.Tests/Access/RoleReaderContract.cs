using Mlops.Tracking;
using Mlops.Tracking.Access;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Access;

/// <summary>What roles give is added to what a reader has otherwise, in every store.</summary>
public abstract class RoleReaderContract : AccessContract
{
    private string _plain = "", _shut = "", _given = "";
    private long _user;

    [Theory]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    public async Task A_single_thing_that_a_role_names_is_as_open_as_the_role_says(Permission otherwise)
    {
        await ArrangeAsync();
        var reader = await ReaderAsync(otherwise);
        Assert.Equal(otherwise, await LowestAsync(reader, new() { ExperimentIds = [_plain] }));
        Assert.Equal(Permission.None, await LowestAsync(reader, new() { ExperimentIds = [_shut] }));
        Assert.Equal(Permission.Edit, await LowestAsync(reader, new() { ExperimentIds = [_given] }));
        Assert.Equal(Permission.Edit, await LowestAsync(reader, new() { ExperimentNames = ["given"], RunIds = [await AddRunAsync(_given)] }));
        Assert.Equal(otherwise, await LowestAsync(reader, new() { RunIds = [await AddRunAsync(_given), await AddRunAsync(_plain)] }));
        Assert.Equal(Permission.Edit, await LowestAsync(reader, new() { RegisteredModels = ["given"] }));
        Assert.Equal(Permission.Manage, await LowestAsync(reader, new() { Scorers = [new NamedScorer(_shut, "s")] }));
        Assert.Equal(Permission.Edit, await LowestAsync(reader, new() { Scorers = [new NamedScorer(_given, "s")] }));

        // A role of another workspace says nothing here.
        Assert.Equal(otherwise, await Permissions.GetLowestAsync("other", reader, new() { ExperimentIds = [_given], RegisteredModels = ["given"] }, Stop));
    }

    [Theory]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    public async Task A_permission_on_everything_of_a_kind_is_the_least(Permission otherwise)
    {
        await ArrangeAsync();
        var reader = (await ReaderAsync(otherwise)) with { Roles = new RoleGrants { Experiments = Permission.Use, Scorers = Permission.Edit } };
        Assert.Equal(Permission.Use, await LowestAsync(reader, new() { ExperimentIds = [_plain, _shut, _given] }));
        Assert.Equal(Permission.None, await LowestAsync(reader, new() { RegisteredModels = ["shut"] }));
        Assert.Equal(Permission.Edit, await LowestAsync(reader, new() { Scorers = [new NamedScorer(_shut, "s"), new NamedScorer(_plain, "none")] }));

        // A dataset of no experiment is the workspace's.
        var datasets = new EvaluationDatasetService(Store<IEvaluationDatasetStore>(), Store<IDatasetRecordStore>());
        var (loose, shut) = (await datasets.CreateAsync(Workspace, "loose", [], null, Stop), await datasets.CreateAsync(Workspace, "shut", [_shut], null, Stop));
        Assert.Equal(Permission.Use, await LowestAsync(reader, new() { DatasetIds = [shut.DatasetId] }));
        Assert.Equal(otherwise, await LowestAsync(reader, new() { DatasetIds = [loose.DatasetId] }));
        var query = new EvaluationDatasetQuery([], [], EvaluationDatasetSearch.ParseOrderBy(["name"]), 10, 0) { Reader = reader };
        Assert.Equal(
            otherwise == Permission.None ? ["shut"] : (string[])["loose", "shut"],
            (await Store<IEvaluationDatasetStore>().SearchAsync(Workspace, query, Stop)).Items.Select(dataset => dataset.Name));
    }

    [Theory]
    [InlineData(Permission.None, "given")]
    [InlineData(Permission.Read, "given,plain")]
    public async Task Searches_find_what_roles_open(Permission otherwise, string expected)
    {
        await ArrangeAsync();
        var reader = await ReaderAsync(otherwise);
        var experiments = await Store<IExperimentStore>().SearchAsync(
            Workspace, new ExperimentQuery([], ExperimentSearch.ParseOrderBy(["name"]), ViewType.ActiveOnly, 10, 0) { Reader = reader }, Stop);
        Assert.Equal(expected.Split(','), experiments.Items.Select(experiment => experiment.Name));
        var models = await Store<IRegisteredModelStore>().SearchAsync(
            Workspace, new RegisteredModelQuery(RegisteredModelSearch.ParseFilter(null), RegisteredModelSearch.ParseOrderBy(["name"]), 10, 0) { Reader = reader }, Stop);
        Assert.Equal(expected.Split(','), models.Items.Select(model => model.Name));
        await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, _shut + "/s", "a", Permission.None, Stop);
        await Permissions.CreateAsync(Workspace, ResourceKind.Scorer, _given + "/s", "a", Permission.None, Stop);
        Assert.Single(await Store<IScorerStore>().ListAsync(Workspace, _shut, reader, Stop));
        Assert.Empty(await Store<IScorerStore>().ListAsync(Workspace, _given, reader, Stop));
        var datasets = new EvaluationDatasetService(Store<IEvaluationDatasetStore>(), Store<IDatasetRecordStore>());
        await datasets.CreateAsync(Workspace, "given", [_given], null, Stop);
        await datasets.CreateAsync(Workspace, "both", [_given, _shut], null, Stop);
        var query = new EvaluationDatasetQuery([], [], EvaluationDatasetSearch.ParseOrderBy(["name"]), 10, 0) { Reader = reader };
        Assert.Equal(["given"], (await Store<IEvaluationDatasetStore>().SearchAsync(Workspace, query, Stop)).Items.Select(dataset => dataset.Name));
    }

    [Fact]
    public async Task A_trace_is_written_by_whoever_a_role_lets_change_its_experiment()
    {
        await ArrangeAsync();
        var writer = await ReaderAsync(Permission.None);
        await StartAsync(_given, "tr-1", null);
        await StartAsync(_given, "tr-1", writer);
        await StartAsync(_shut, "tr-2", null);
        await RefusedAsync("PERMISSION_DENIED", () => StartAsync(_given, "tr-2", writer));
        Span[] spans = [new() { TraceId = "tr-1", SpanId = "00000000000000a1", Name = "root", Status = SpanStatus.Ok, StartTimeUnixNano = 1, EndTimeUnixNano = 2, Content = "{}" }];
        await Store<ISpanStore>().LogAsync(Workspace, _given, spans, writer, Stop);
        await RefusedAsync("PERMISSION_DENIED", () => Store<ISpanStore>().LogAsync(Workspace, _given, [spans[0] with { TraceId = "tr-2" }], writer, Stop).AsTask());
    }

    private async Task ArrangeAsync()
    {
        _user = (await AddUserAsync("a")).Id;
        (_plain, _shut, _given) = (await AddExperimentAsync("plain"), await AddExperimentAsync("shut"), await AddExperimentAsync("given"));
        foreach (var (name, experiment) in ((string, string)[])[("plain", _plain), ("shut", _shut), ("given", _given)])
        {
            await AddModelAsync(name);
            await AddScorerAsync(experiment, "s");
        }

        await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, _shut, "a", Permission.None, Stop);
        await Permissions.CreateAsync(Workspace, ResourceKind.Experiment, _given, "a", Permission.None, Stop);
        await Permissions.CreateAsync(Workspace, ResourceKind.RegisteredModel, "shut", "a", Permission.None, Stop);
        await AddExperimentAsync("elsewhere", "other");
        await AddModelAsync("given", "other");
        await GiveAsync(Workspace, ("experiment", _given, Permission.Edit), ("registered_model", "given", Permission.Edit), ("scorer", _shut + "/s", Permission.Manage));
        await GiveAsync("other", ("experiment", _plain, Permission.Manage), ("registered_model", "plain", Permission.Manage));
    }

    private async Task GiveAsync(string workspace, params (string Type, string Pattern, Permission Permission)[] permissions)
    {
        var role = await Roles.CreateAsync(workspace, "r", null, Stop);
        foreach (var (type, pattern, permission) in permissions)
        {
            await Roles.AddPermissionAsync(role.Id, type, pattern, permission, Stop);
        }

        await Roles.AssignAsync("a", role.Id, Stop);
    }

    private async Task<ResourceReader> ReaderAsync(Permission otherwise) =>
        new(_user, otherwise) { Roles = (await Permissions.GetCallerAsync(_user, Stop))!.Roles[Workspace] };

    private async Task<Permission> LowestAsync(ResourceReader reader, NamedResources named) => await Permissions.GetLowestAsync(Workspace, reader, named, Stop);

    private async Task StartAsync(string experimentId, string traceId, ResourceReader? writer) => await Store<ITraceStore>().StartAsync(
        Workspace, new TraceInfo { TraceId = traceId, TraceLocation = TraceLocation.OfExperiment(experimentId), RequestTime = 1, State = TraceState.Ok }, writer, Stop);
}
