using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Evaluation;

namespace Mlops.Storage.Tests.Evaluation;

/// <summary>What every store of evaluation datasets does (rpcs <c>createDataset</c> to <c>removeDatasetFromExperiments</c>).</summary>
public abstract class EvaluationDatasetContract(TrackingStores stores) : TrackingContract(stores)
{
    private readonly TrackingStores _stores = stores;

    private IEvaluationDatasetStore Datasets => _stores.EvaluationDatasets;

    [Fact]
    public async Task A_new_dataset_has_its_experiments_and_no_records()
    {
        var experimentId = await CreateExperimentAsync();

        var dataset = await Datasets.CreateAsync(
            Workspace, new NewEvaluationDataset("eval", [experimentId, experimentId], [new Tag("k", "v\n"), new Tag("mlflow.user", "ann")]), Stop);

        Assert.Matches("^d-[0-9a-f]{32}$", dataset.DatasetId);
        Assert.Matches("^[0-9a-f]{8}$", dataset.Digest);
        Assert.Equal(("eval", """{"k": "v\n", "mlflow.user": "ann"}""", null, null), (dataset.Name, dataset.Tags, dataset.Schema, dataset.Profile));
        Assert.Equal((Time.Milliseconds, Time.Milliseconds, "ann", "ann"), (dataset.CreatedTime, dataset.LastUpdateTime, dataset.CreatedBy, dataset.LastUpdatedBy));
        Assert.Equal([experimentId], dataset.ExperimentIds);
        Assert.Equivalent(dataset with { ExperimentIds = [] }, await Datasets.GetAsync(Workspace, dataset.DatasetId, Stop), strict: true);
        Assert.Equal([experimentId], await Datasets.GetExperimentIdsAsync(Workspace, dataset.DatasetId, Stop));
    }

    [Fact]
    public async Task A_dataset_can_be_in_no_experiment_but_not_in_an_unknown_one()
    {
        Assert.Empty((await CreateAsync("free")).ExperimentIds);
        await UnknownAsync(() => CreateAsync("lost", "999999"));
        var theirs = await CreateExperimentAsync("theirs");
        await UnknownAsync(() => Datasets.CreateAsync(NewWorkspace(), new NewEvaluationDataset("foreign", [theirs], []), Stop).AsTask());
        Assert.Equal(["free"], await SearchAsync());
    }

    [Fact]
    public async Task In_a_project_experiment_0_is_its_own_default_one()
    {
        var dataset = await CreateAsync("eval", "0");
        var experiment = await Experiments.GetByNameAsync(Workspace, "Default", Stop);
        Assert.Equal([experiment.ExperimentId], dataset.ExperimentIds);
        Assert.Equal(["eval"], await SearchAsync(experimentIds: ["0"]));
    }

    [Fact]
    public async Task Nothing_of_another_workspace_is_reached()
    {
        var other = NewWorkspace();
        var dataset = await CreateAsync("mine");
        var experimentId = await CreateExperimentAsync(workspace: other);

        var error = await UnknownAsync(() => Datasets.GetAsync(other, dataset.DatasetId, Stop).AsTask());
        Assert.Equal($"Evaluation dataset with id '{dataset.DatasetId}' not found", error.Message);
        await UnknownAsync(() => Datasets.SetTagsAsync(other, dataset.DatasetId, [new Tag("a", "b")], Stop).AsTask());
        await UnknownAsync(() => Datasets.AddToExperimentsAsync(other, dataset.DatasetId, [experimentId], Stop).AsTask());
        await UnknownAsync(() => Datasets.RemoveFromExperimentsAsync(other, dataset.DatasetId, [experimentId], Stop).AsTask());
        await UnknownAsync(() => Datasets.AddToExperimentsAsync(Workspace, dataset.DatasetId, [experimentId], Stop).AsTask());
        await Datasets.DeleteTagAsync(other, dataset.DatasetId, "a", Stop);
        await Datasets.DeleteAsync(other, dataset.DatasetId, Stop);
        Assert.Empty(await Datasets.GetExperimentIdsAsync(other, dataset.DatasetId, Stop));
        Assert.Empty(await SearchAsync(workspace: other));
        Assert.Equal(["mine"], await SearchAsync());
    }

    [Fact]
    public async Task A_deleted_dataset_is_gone_for_good_and_may_be_deleted_again()
    {
        var dataset = await CreateAsync("eval", "0");
        await Datasets.DeleteAsync(Workspace, dataset.DatasetId, Stop);
        await Datasets.DeleteAsync(Workspace, dataset.DatasetId, Stop);
        await UnknownAsync(() => Datasets.GetAsync(Workspace, dataset.DatasetId, Stop).AsTask());
        Assert.Empty(await Datasets.GetExperimentIdsAsync(Workspace, dataset.DatasetId, Stop));
        Assert.Empty(await SearchAsync());
    }

    [Fact]
    public async Task Tags_are_replaced_by_key_however_many_there_are()
    {
        var dataset = await CreateAsync("eval");
        await Datasets.SetTagsAsync(Workspace, dataset.DatasetId, [.. Enumerable.Range(0, 300).Select(i => new Tag($"k{i}", "a"))], Stop);
        await Datasets.SetTagsAsync(Workspace, dataset.DatasetId, [.. Enumerable.Range(0, 299).Select(i => new Tag($"k{i}", "b"))], Stop);
        await Datasets.SetTagsAsync(Workspace, dataset.DatasetId, [], Stop);
        for (var i = 0; i < 298; i++)
        {
            await Datasets.DeleteTagAsync(Workspace, dataset.DatasetId, $"k{i}", Stop);
        }

        await Datasets.DeleteTagAsync(Workspace, dataset.DatasetId, "k0", Stop);
        Assert.Equal("""{"k298": "b", "k299": "a"}""", (await Datasets.GetAsync(Workspace, dataset.DatasetId, Stop)).Tags);
    }

    [Fact]
    public async Task A_dataset_moves_between_experiments()
    {
        string[] experiments = [await CreateExperimentAsync("a"), await CreateExperimentAsync("b"), await CreateExperimentAsync("c")];
        var dataset = await CreateAsync("eval", experiments[0]);
        Time.Milliseconds += 5;

        var added = await Datasets.AddToExperimentsAsync(Workspace, dataset.DatasetId, experiments, Stop);
        Assert.Equal((Time.Milliseconds, dataset.Digest), (added.LastUpdateTime, added.Digest));
        Assert.Equal(experiments, await Datasets.GetExperimentIdsAsync(Workspace, dataset.DatasetId, Stop));

        await UnknownAsync(() => Datasets.AddToExperimentsAsync(Workspace, dataset.DatasetId, ["999999"], Stop).AsTask());
        Time.Milliseconds += 5;
        var same = await Datasets.RemoveFromExperimentsAsync(Workspace, dataset.DatasetId, ["999999"], Stop);
        Assert.Equal(added.LastUpdateTime, same.LastUpdateTime);
        var removed = await Datasets.RemoveFromExperimentsAsync(Workspace, dataset.DatasetId, experiments[..2], Stop);
        Assert.Equal(Time.Milliseconds, removed.LastUpdateTime);
        Assert.Equal([experiments[2]], await Datasets.GetExperimentIdsAsync(Workspace, dataset.DatasetId, Stop));
        Assert.Equal(["eval"], await SearchAsync(experimentIds: [experiments[2]]));
        Assert.Empty(await SearchAsync(experimentIds: [experiments[0]]));
    }

    [Theory]
    [InlineData("", new[] { "gamma", "beta", "alpha" })]
    [InlineData("name = 'beta'", new[] { "beta" })]
    [InlineData("name != 'beta'", new[] { "gamma", "alpha" })]
    [InlineData("name LIKE '%ET%'", new string[0])]
    [InlineData("attributes.name ILIKE '%ET%'", new[] { "beta" })]
    [InlineData("tags.kind = 'b'", new[] { "beta" })]
    [InlineData("tags.kind != 'b'", new[] { "gamma", "alpha" })]
    [InlineData("tags.none != 'b'", new string[0])]
    [InlineData("tags.kind LIKE '%' AND name != 'alpha'", new[] { "gamma", "beta" })]
    [InlineData("created_by = 'beta'", new[] { "beta" })]
    [InlineData("created_by != 'beta'", new[] { "alpha" })]
    [InlineData("last_updated_by ILIKE 'A%'", new[] { "alpha" })]
    [InlineData("created_time > 1000", new[] { "gamma", "beta", "alpha" })]
    [InlineData("last_update_time <= 1000.5", new string[0])]
    public async Task Datasets_are_found_by_name_user_time_and_tags(string filter, string[] found)
    {
        await TaggedAsync("alpha", new Tag("kind", "a"), new Tag("mlflow.user", "alpha"));
        await TaggedAsync("beta", new Tag("kind", "b"), new Tag("mlflow.user", "beta"));
        await TaggedAsync("gamma", new Tag("kind", "c"));

        Assert.Equal(found, await SearchAsync(filter));
        Assert.Equal(found, await SearchAsync(filter, pageSize: 1));

        async Task TaggedAsync(string name, params Tag[] tags)
        {
            Time.Milliseconds++;
            await Datasets.CreateAsync(Workspace, new NewEvaluationDataset(name, [], tags), Stop);
        }
    }

    [Theory]
    [InlineData("name", new[] { "a", "b", "c" })]
    [InlineData("name DESC", new[] { "c", "b", "a" })]
    [InlineData("created_time", new[] { "b", "c", "a" })]
    [InlineData("last_update_time DESC", new[] { "a", "c", "b" })]
    public async Task Datasets_come_in_the_order_asked_for(string order, string[] found)
    {
        foreach (var name in (string[])["b", "c", "a"])
        {
            Time.Milliseconds++;
            await CreateAsync(name);
        }

        Assert.Equal(found, await SearchAsync(order: order));
    }

    private async Task<EvaluationDataset> CreateAsync(string name, params string[] experimentIds) =>
        await Datasets.CreateAsync(Workspace, new NewEvaluationDataset(name, experimentIds, []), Stop);

    private async Task<string[]> SearchAsync(string? filter = null, string? order = null, string[]? experimentIds = null, int pageSize = 1000, string? workspace = null)
    {
        var found = await AllPagesAsync(pageSize, offset => Datasets.SearchAsync(
            workspace ?? Workspace,
            new EvaluationDatasetQuery(
                experimentIds ?? [], EvaluationDatasetSearch.ParseFilter(filter).Comparisons, EvaluationDatasetSearch.ParseOrderBy(order is null ? [] : [order]), pageSize, offset),
            Stop));
        return [.. found.Select(dataset => dataset.Name)];
    }
}
