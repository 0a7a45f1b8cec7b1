using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>What every store of runs does (protocol 3.6, runs, params, tags and inputs).</summary>
public abstract class RunStoreContract(TrackingStores stores) : TrackingContract(stores)
{
    [Fact]
    public async Task A_new_run_is_running_and_keeps_its_artifacts_below_its_experiment()
    {
        var experimentId = await CreateExperimentAsync();
        var created = await Runs.CreateAsync(
            Workspace, new NewRun(experimentId, "swift-heron-1", "ada", 1234, [new Tag("mlflow.runName", "swift-heron-1"), new Tag("a", "1")]), Stop);
        var info = created.Info;
        Assert.Matches("^[0-9a-f]{32}$", info.RunId);
        Assert.Equal(info.RunId, info.RunUuid);
        Assert.Equal(experimentId, info.ExperimentId);
        Assert.Equal(RunStatus.Running, info.Status);
        Assert.Equal(("swift-heron-1", "ada", 1234L), (info.RunName, info.UserId, info.StartTime!.Value));
        Assert.Null(info.EndTime);
        Assert.Equal($"mlflow-artifacts:/{experimentId}/{info.RunId}/artifacts", info.ArtifactUri);
        Assert.Equal(LifecycleStage.Active, info.LifecycleStage);

        var read = await GetRunAsync(info.RunId);
        Assert.Equivalent(info, read.Info, strict: true);
        Assert.Equal(info, await Runs.GetInfoAsync(Workspace, info.RunId, Stop));
        Assert.Equal([new Tag("a", "1"), new Tag("mlflow.runName", "swift-heron-1")], Sorted(read.Data.Tags));
    }

    [Fact]
    public async Task A_run_needs_an_active_experiment()
    {
        var id = await CreateExperimentAsync();
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        var refusal = await InvalidAsync(() => CreateRunAsync(id));
        Assert.Equal($"The experiment {id} must be in the 'active' state. Current state is deleted.", refusal.Message);
        await UnknownAsync(() => CreateRunAsync("987654321"));
        await UnknownAsync(() => CreateRunAsync(id, NewWorkspace()));
        Assert.Empty(await SearchRunsAsync([id], view: ViewType.All));
    }

    [Fact]
    public async Task The_default_experiment_of_a_project_is_made_once_by_runs_that_start_together()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateRunAsync("0")));
        Assert.Single(await SearchExperimentsAsync(view: ViewType.All));
        Assert.Equal(runs.Order(StringComparer.Ordinal), (await SearchRunsAsync(["0"])).Select(run => run.Info.RunId));
    }

    [Fact]
    public async Task A_run_of_another_workspace_is_unknown_to_every_operation()
    {
        var runId = await CreateRunAsync();
        await LogAsync(runId, new RunBatch([new Metric("m", 1, 1, 1)], [new Param("p", "1")], [new Tag("t", "1")]));
        var before = await GetRunAsync(runId);
        foreach (var other in (string[])["", NewWorkspace()])
        {
            await UnknownAsync(() => GetRunAsync(runId, other));
            await UnknownAsync(async () => await Runs.GetInfoAsync(other, runId, Stop));
            await UnknownAsync(async () => await Runs.UpdateAsync(other, runId, new RunUpdate(RunStatus.Failed, 1, "x"), Stop));
            await UnknownAsync(async () => await Runs.SetLifecycleStageAsync(other, runId, LifecycleStage.Deleted, Stop));
            await UnknownAsync(() => LogAsync(runId, new RunBatch([new Metric("m", 2, 2, 2)], [], []), other));
            await UnknownAsync(async () => await Runs.DeleteTagAsync(other, runId, "t", Stop));
            await UnknownAsync(async () => await Runs.LogInputsAsync(other, runId, new RunInputs { DatasetInputs = [Input("d", "1")] }, Stop));
            await UnknownAsync(async () => await Metrics.GetHistoryAsync(other, runId, "m", Stop));
            Assert.Empty(await SearchRunsAsync([before.Info.ExperimentId], view: ViewType.All, workspace: other));
        }

        Assert.Equivalent(before, await GetRunAsync(runId), strict: true);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_leaves_the_rest()
    {
        var runId = await CreateRunAsync();
        var info = await Runs.UpdateAsync(Workspace, runId, new RunUpdate(RunStatus.Finished, 99, null), Stop);
        Assert.Equal((RunStatus.Finished, 99L, "run"), (info.Status, info.EndTime!.Value, info.RunName));
        info = await Runs.UpdateAsync(Workspace, runId, new RunUpdate(null, null, "renamed"), Stop);
        Assert.Equal((RunStatus.Finished, 99L, "renamed"), (info.Status, info.EndTime!.Value, info.RunName));
        var run = await GetRunAsync(runId);
        Assert.Equal(info, run.Info);
        Assert.Equal([new Tag("mlflow.runName", "renamed")], run.Data.Tags);
    }

    [Fact]
    public async Task The_tag_mlflow_runName_renames_a_run()
    {
        var runId = await CreateRunAsync();
        await LogTagsAsync(runId, new Tag("mlflow.runName", "by-tag"));
        Assert.Equal("by-tag", (await GetRunAsync(runId)).Info.RunName);
    }

    [Fact]
    public async Task Deleting_and_restoring_a_run_may_be_repeated()
    {
        var runId = await CreateRunAsync();
        foreach (var stage in (LifecycleStage[])[LifecycleStage.Active, LifecycleStage.Deleted, LifecycleStage.Deleted, LifecycleStage.Active])
        {
            await Runs.SetLifecycleStageAsync(Workspace, runId, stage, Stop);
            Assert.Equal(stage, (await GetRunAsync(runId)).Info.LifecycleStage);
        }
    }

    [Fact]
    public async Task Nothing_is_written_to_a_deleted_run()
    {
        var runId = await CreateRunAsync();
        await LogTagsAsync(runId, new Tag("t", "1"));
        await Runs.SetLifecycleStageAsync(Workspace, runId, LifecycleStage.Deleted, Stop);
        var before = await GetRunAsync(runId);
        foreach (var writeAsync in (Func<Task>[])
        [
            () => LogMetricsAsync(runId, new Metric("m", 1, 1, 1)),
            () => LogParamsAsync(runId, new Param("p", "1")),
            () => LogTagsAsync(runId, new Tag("t", "2")),
            () => LogAsync(runId, new RunBatch([], [], [])),
            async () => await Runs.DeleteTagAsync(Workspace, runId, "t", Stop),
            async () => await Runs.UpdateAsync(Workspace, runId, new RunUpdate(RunStatus.Failed, 1, "x"), Stop),
            async () => await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = [Input("d", "1")] }, Stop),
        ])
        {
            var refusal = await InvalidAsync(writeAsync);
            Assert.Equal($"The run {runId} must be in the 'active' state. Current state is deleted.", refusal.Message);
        }

        Assert.Equivalent(before, await GetRunAsync(runId), strict: true);
    }

    [Fact]
    public async Task A_parameter_may_be_logged_again_with_its_value_and_with_no_other()
    {
        var runId = await CreateRunAsync();
        await LogParamsAsync(runId, new Param("lr", "0.1"), new Param("empty", ""));
        await LogParamsAsync(runId, new Param("lr", "0.1"));
        var refusal = await InvalidAsync(() => LogAsync(runId, new RunBatch([], [new Param("lr", "0.2")], []) { SingleParam = true }));
        Assert.Equal(
            $"Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run ID='{runId}'. Attempted logging new value '0.2'.",
            refusal.Message);
        Assert.Equal([new Param("empty", ""), new Param("lr", "0.1")], (await GetRunAsync(runId)).Data.Params.OrderBy(param => param.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_changed_parameter_undoes_a_whole_batch()
    {
        var runId = await CreateRunAsync();
        await LogParamsAsync(runId, new Param("a", "1"), new Param("b", "1"));
        var before = await GetRunAsync(runId);
        var refusal = await InvalidAsync(() => LogAsync(runId, new RunBatch(
            [new Metric("m", 1, 1, 1)],
            [new Param("new", "1"), new Param("a", "2"), new Param("b", "1")],
            [new Tag("t", "1"), new Tag("mlflow.runName", "other")])));
        Assert.Equal(
            $"Changing param values is not allowed. Params were already logged='[{{'key': 'a', 'old_value': '1', 'new_value': '2'}}]' for run ID='{runId}'.",
            refusal.Message);
        Assert.Equivalent(before, await GetRunAsync(runId), strict: true);
        Assert.Empty(await Metrics.GetHistoryAsync(Workspace, runId, "m", Stop));
    }

    [Fact]
    public async Task The_last_value_of_a_tag_wins_also_inside_a_batch()
    {
        var runId = await CreateRunAsync();
        await LogTagsAsync(runId, new Tag("t", "1"), new Tag("t", "2"));
        await LogTagsAsync(runId, new Tag("u", ""));
        Assert.Equal([new Tag("mlflow.runName", "run"), new Tag("t", "2"), new Tag("u", "")], Sorted((await GetRunAsync(runId)).Data.Tags));
    }

    [Fact]
    public async Task A_removed_tag_is_gone_and_cannot_be_removed_again()
    {
        var runId = await CreateRunAsync();
        await LogTagsAsync(runId, new Tag("t", "1"));
        await Runs.DeleteTagAsync(Workspace, runId, "t", Stop);
        Assert.Equal([new Tag("mlflow.runName", "run")], (await GetRunAsync(runId)).Data.Tags);
        foreach (var key in (string[])["t", "never-logged-by-anyone"])
        {
            var refusal = await UnknownAsync(async () => await Runs.DeleteTagAsync(Workspace, runId, key, Stop));
            Assert.Equal($"No tag with name: {key} in run with id {runId}", refusal.Message);
        }
    }

    [Fact]
    public async Task Runs_with_the_same_keys_do_not_share_values()
    {
        var one = await CreateRunAsync();
        var two = await CreateRunAsync();
        await LogAsync(one, new RunBatch([new Metric("m", 1, 1, 1)], [new Param("p", "1")], [new Tag("t", "1")]));
        await LogAsync(two, new RunBatch([new Metric("m", 2, 2, 2)], [new Param("p", "2")], [new Tag("t", "2")]));
        var data = (await GetRunAsync(one)).Data;
        Assert.Equal([new Metric("m", 1, 1, 1)], data.Metrics);
        Assert.Equal([new Param("p", "1")], data.Params);
        Assert.Contains(new Tag("t", "1"), data.Tags);
    }

    [Fact]
    public async Task A_dataset_that_is_read_twice_by_a_run_counts_once_with_its_first_tags()
    {
        var runId = await CreateRunAsync();
        await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = [Input("d", "1", new Tag("mlflow.data.context", "train")), Input("d", "1", new Tag("late", "x"))] }, Stop);
        await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = [Input("d", "1", new Tag("mlflow.data.context", "test")), Input("d", "2")] }, Stop);
        var inputs = (await GetRunAsync(runId)).Inputs.DatasetInputs;
        Assert.Equal([("d", "1"), ("d", "2")], inputs.Select(input => (input.Dataset.Name, input.Dataset.Digest)).Order());
        Assert.Equal([new Tag("mlflow.data.context", "train")], inputs.Single(input => input.Dataset.Digest == "1").Tags);
    }

    [Fact]
    public async Task Runs_of_one_experiment_share_a_dataset_and_those_of_two_do_not()
    {
        var experimentId = await CreateExperimentAsync("mine");
        var first = await CreateRunAsync(experimentId);
        var second = await CreateRunAsync(experimentId);
        var elsewhere = await CreateRunAsync(await CreateExperimentAsync("other"));
        await LogSourceAsync(first, "original");
        await LogSourceAsync(second, "ignored");
        await LogSourceAsync(elsewhere, "own");
        Assert.Equal(["original", "original", "own"], await Task.WhenAll(((string[])[first, second, elsewhere]).Select(async runId =>
            Assert.Single((await GetRunAsync(runId)).Inputs.DatasetInputs).Dataset.Source)));

        async Task LogSourceAsync(string runId, string source)
        {
            var input = Input("d", "1");
            await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = [input with { Dataset = input.Dataset with { Source = source } }] }, Stop);
        }
    }

    [Fact]
    public async Task Schema_and_profile_of_a_dataset_are_kept_or_absent()
    {
        var runId = await CreateRunAsync();
        var full = new DatasetInput
        {
            Dataset = new Dataset { Name = "full", Digest = "1", SourceType = "http", Source = "{}", Schema = """{"a":"long"}""", Profile = """{"rows":1}""" },
        };
        await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = [full, Input("bare", "1")] }, Stop);
        var datasets = (await GetRunAsync(runId)).Inputs.DatasetInputs.ToDictionary(input => input.Dataset.Name, input => input.Dataset);
        Assert.Equal(full.Dataset, datasets["full"]);
        Assert.Equal((null, null), (datasets["bare"].Schema, datasets["bare"].Profile));
    }

    private static DatasetInput Input(string name, string digest, params Tag[] tags) => new()
    {
        Tags = tags,
        Dataset = new Dataset { Name = name, Digest = digest, SourceType = "code", Source = "{}" },
    };

    private static IEnumerable<Tag> Sorted(IEnumerable<Tag> tags) => tags.OrderBy(tag => tag.Key, StringComparer.Ordinal);
}
