using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.LoggedModels;

/// <summary>What a search for logged models finds, in which order (protocol 3.7 and 3.8, logged models).</summary>
public abstract class LoggedModelSearchContract(TrackingStores stores) : LoggedModelContract(stores)
{
    [Fact]
    public async Task Without_conditions_it_finds_the_newest_first_in_pages_of_any_size()
    {
        var experimentId = await CreateExperimentAsync();
        for (var i = 0; i < 7; i++)
        {
            await CreateModelAsync(experimentId, $"net{i}");
        }

        foreach (var pageSize in (int[])[1, 2, 3, 7, 8])
        {
            Assert.Equal(["net6", "net5", "net4", "net3", "net2", "net1", "net0"], await SearchAsync([experimentId], pageSize: pageSize));
        }
    }

    [Fact]
    public async Task It_looks_into_the_named_experiments_of_its_workspace_only()
    {
        var (a, b) = (await CreateExperimentAsync("a"), await CreateExperimentAsync("b"));
        await CreateModelAsync(a, "in-a");
        await CreateModelAsync(b, "in-b");

        Assert.Equal(["in-a"], await SearchAsync([a]));
        Assert.Equal(["in-b", "in-a"], await SearchAsync([a, b, a, "999999"]));
        Assert.Empty(await SearchAsync(["999999"]));
        Assert.Empty(await SearchAsync([a, b], workspace: NewWorkspace()));
        await InvalidAsync(() => SearchAsync(["one"]));
    }

    [Theory]
    [InlineData("name = 'unet'", "unet")]
    [InlineData("name != 'unet'", "tree forest")]
    [InlineData("name LIKE '%re%'", "tree forest")]
    [InlineData("name LIKE 'TREE'", "")]
    [InlineData("name ILIKE 'TREE'", "tree")]
    [InlineData("name IN ('tree', 'unet', 'none')", "tree unet")]
    [InlineData("name NOT IN ('tree')", "forest unet")]
    [InlineData("model_type = 'sklearn'", "tree forest")]
    [InlineData("source_run_id = 'run1'", "unet")]
    [InlineData("source_run_id = ''", "tree forest")]
    [InlineData("attributes.name = 'tree'", "tree")]
    [InlineData("status = '2'", "tree")]
    [InlineData("status = 'READY'", "")]
    [InlineData("status IN ('2', '3')", "tree")]
    [InlineData("status LIKE '1'", "forest unet")]
    [InlineData("artifact_location LIKE 'mlflow-artifacts:/%'", "tree forest unet")]
    [InlineData("creation_timestamp > 0", "tree forest unet")]
    [InlineData("creation_timestamp > 9000000000000", "")]
    [InlineData("params.depth = '3'", "tree forest")]
    [InlineData("params.depth != '3'", "unet")]
    [InlineData("params.depth = '3' AND params.trees = '10'", "forest")]
    [InlineData("params.none != 'x'", "")]
    [InlineData("tags.stage = 'prod'", "forest")]
    [InlineData("tags.`a b` LIKE 'x%'", "unet")]
    [InlineData("metrics.acc > 0.5", "tree unet")]
    [InlineData("metrics.acc > 0.8", "unet")]
    [InlineData("metrics.acc = 0.8", "unet")]
    [InlineData("metrics.acc = 0.85", "")]
    [InlineData("metrics.acc < 0.3", "forest")]
    [InlineData("metrics.acc >= 0.6 AND metrics.loss > 0.1", "tree")]
    [InlineData("metrics.none > 0", "")]
    public async Task It_finds_what_the_filter_says(string filter, string expected)
    {
        var experimentId = await FillAsync();
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await SearchAsync([experimentId], filter));
    }

    [Theory]
    [InlineData("creation_timestamp", true, "unet forest tree")]
    [InlineData("creation_time", false, "tree forest unet")]
    [InlineData("name", true, "forest tree unet")]
    [InlineData("name", false, "unet tree forest")]
    [InlineData("model_type", true, "tree forest unet")]
    [InlineData("status", false, "tree forest unet")]
    [InlineData("status_message", true, "tree forest unet")]
    [InlineData("experiment_id", true, "tree forest unet")]
    [InlineData("last_updated_timestamp", false, "tree forest unet")]
    [InlineData("metrics.acc", true, "forest tree unet")]
    [InlineData("metrics.acc", false, "unet tree forest")]
    [InlineData("metrics.loss", true, "tree unet forest")]
    [InlineData("metrics.loss", false, "tree unet forest")]
    [InlineData("metrics.none", false, "tree forest unet")]
    public async Task It_orders_as_told_then_newest_first_with_NaN_before_what_is_missing(string field, bool ascending, string expected)
    {
        var experimentId = await FillAsync();
        Assert.Equal(expected.Split(' '), await SearchAsync([experimentId], orderBy: [new LoggedModelOrderClause(field, ascending)], pageSize: 2));
    }

    [Fact]
    public async Task A_metric_orders_by_its_latest_point_by_time_then_step()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        var (a, b) = (await CreateModelAsync(experimentId, "a"), await CreateModelAsync(experimentId, "b"));
        await LogMetricsAsync(runId, On(a, "m", 9, timestamp: 1, step: 5), On(a, "m", 1, timestamp: 2, step: 0), On(b, "m", 5, timestamp: 1, step: 1));
        Assert.Equal(["b", "a"], await SearchAsync([experimentId], orderBy: [new("metrics.m", Ascending: false)]));

        await LogMetricsAsync(runId, On(a, "m", 7, timestamp: 2, step: 1));
        Assert.Equal(["a", "b"], await SearchAsync([experimentId], orderBy: [new("metrics.m", Ascending: false)]));

        // Another run's later point counts as well.
        await LogMetricsAsync(await CreateRunAsync(experimentId), On(b, "m", 8, timestamp: 9));
        Assert.Equal(["b", "a"], await SearchAsync([experimentId], orderBy: [new("metrics.m", Ascending: false)]));
    }

    [Fact]
    public async Task Datasets_narrow_what_metrics_count()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        var (a, b, _) = (await CreateModelAsync(experimentId, "a"), await CreateModelAsync(experimentId, "b"), await CreateModelAsync(experimentId, "c"));
        await LogMetricsAsync(
            runId,
            On(a, "m", 1, dataset: "train", digest: "1"), On(a, "m", 5, dataset: "test", digest: "1"), On(a, "m", 9, timestamp: 9),
            On(b, "m", 3, dataset: "train", digest: "2"), On(b, "n", 0, dataset: "test", digest: "2"));

        Assert.Equal(["b", "a"], await FindAsync(null, new LoggedModelDataset("train", null)));
        Assert.Equal(["a"], await FindAsync(null, new LoggedModelDataset("train", "1")));
        Assert.Equal(["b", "a"], await FindAsync(null, new LoggedModelDataset("train", "2"), new LoggedModelDataset("test", "1")));
        Assert.Empty(await FindAsync(null, new LoggedModelDataset("other", null)));
        Assert.Equal(["b"], await FindAsync("metrics.m > 1", new LoggedModelDataset("train", null)));
        Assert.Equal(["a"], await FindAsync("metrics.m > 1", new LoggedModelDataset("test", null)));
        Assert.Equal(["a"], await FindAsync("metrics.m > 4", new LoggedModelDataset("train", "2"), new LoggedModelDataset("test", "1")));
        Assert.Equal(["a", "b", "c"], await SearchAsync([experimentId], orderBy: [new("metrics.m", Ascending: false)]));
        Assert.Equal(["b", "a", "c"], await SearchAsync([experimentId], orderBy: [new("metrics.m", Ascending: false, "train")]));
        Assert.Equal(["a", "c", "b"], await SearchAsync([experimentId], orderBy: [new("metrics.m", Ascending: false, "train", "1")]));

        Task<string[]> FindAsync(string? filter, params LoggedModelDataset[] datasets) => SearchAsync([experimentId], filter, datasets: datasets);
    }

    [Fact]
    public async Task A_page_comes_with_all_that_was_logged_about_its_models()
    {
        var experimentId = await FillAsync();
        var pages = new LoggedModelPageToken([experimentId], null, null);
        var page = await Models.SearchAsync(
            Workspace, new LoggedModelQuery(pages, [], [], LoggedModelSearch.ParseOrderBy(null), 2, 0), Stop);
        Assert.Equal(2, pages.Decode(page.NextPageToken));
        foreach (var model in page.Items)
        {
            Assert.Equivalent(await GetModelAsync(model.Info.ModelId), model, strict: true);
        }
    }

    /// <summary>From old to new: a unet, a forest that lost its loss, and a tree that is ready.</summary>
    private async Task<string> FillAsync()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        var unet = await CreateModelAsync(experimentId, "unet", parameters: [new Param("depth", "5")], tags: [new Tag("a b", "xyz")], type: "torch", runId: "run1");
        var forest = await CreateModelAsync(
            experimentId, "forest", parameters: [new Param("depth", "3"), new Param("trees", "10")], tags: [new Tag("stage", "prod")], type: "sklearn");
        var tree = await CreateModelAsync(experimentId, "tree", parameters: [new Param("depth", "3")], type: "sklearn");
        await Models.SetStatusAsync(Workspace, tree, LoggedModelStatus.Ready, Stop);
        await LogMetricsAsync(
            runId,
            On(unet, "acc", 0.8, step: 1), On(unet, "acc", 0.9, step: 2), On(unet, "loss", double.NaN, step: 2),
            On(forest, "acc", 0.2), On(tree, "acc", 0.6), On(tree, "loss", 0.5));
        return experimentId;
    }
}
