using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>What every store of experiments does (protocol 3.6, experiments).</summary>
public abstract class ExperimentStoreContract(TrackingStores stores) : TrackingContract(stores)
{
    [Fact]
    public async Task A_new_experiment_is_active_and_keeps_its_artifacts_below_its_own_id()
    {
        Time.Milliseconds += 5;
        var id = await CreateExperimentAsync("flood", null, new Tag("team", "water"));
        var experiment = await Experiments.GetAsync(Workspace, id, Stop);
        Assert.Equal("flood", experiment.Name);
        Assert.True(long.TryParse(id, out _));
        Assert.Equal($"mlflow-artifacts:/{id}", experiment.ArtifactLocation);
        Assert.Equal(LifecycleStage.Active, experiment.LifecycleStage);
        Assert.Equal(Time.Milliseconds, experiment.CreationTime);
        Assert.Equal(Time.Milliseconds, experiment.LastUpdateTime);
        Assert.Equal([new Tag("team", "water")], experiment.Tags);
    }

    [Fact]
    public async Task A_given_artifact_location_is_kept()
    {
        var id = await Experiments.CreateAsync(Workspace, new NewExperiment("located", "s3://bucket/flood", []), Stop);
        Assert.Equal("s3://bucket/flood", (await Experiments.GetAsync(Workspace, id, Stop)).ArtifactLocation);
    }

    [Fact]
    public async Task The_default_workspace_has_experiment_0_named_Default()
    {
        var experiment = await Experiments.GetAsync("", "0", Stop);
        Assert.Equal("Default", experiment.Name);
        Assert.Equal("mlflow-artifacts:/0", experiment.ArtifactLocation);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_workspace_also_by_what_is_deleted()
    {
        var id = await CreateExperimentAsync("taken");
        await TakenAsync();
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        await TakenAsync();
        Assert.Single(await SearchExperimentsAsync(view: ViewType.All));

        async Task TakenAsync()
        {
            var refusal = await RefusedAsync(ErrorCode.ResourceAlreadyExists, () => CreateExperimentAsync("taken"));
            Assert.StartsWith("Experiment(name=taken) already exists.", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_name_stands_in_two_workspaces()
    {
        var other = NewWorkspace();
        var mine = await CreateExperimentAsync("shared");
        var theirs = await CreateExperimentAsync("shared", other);
        Assert.NotEqual(mine, theirs);
        Assert.Equal(mine, (await Experiments.GetByNameAsync(Workspace, "shared", Stop)).ExperimentId);
        Assert.Equal(theirs, (await Experiments.GetByNameAsync(other, "shared", Stop)).ExperimentId);
        Assert.Equal([mine], (await SearchExperimentsAsync()).Select(experiment => experiment.ExperimentId));
    }

    [Fact]
    public async Task An_experiment_of_another_workspace_is_unknown_to_every_operation()
    {
        var id = await CreateExperimentAsync("secret", null, new Tag("a", "b"));
        var before = await Experiments.GetAsync(Workspace, id, Stop);
        foreach (var other in (string[])["", NewWorkspace()])
        {
            await UnknownAsync(async () => await Experiments.GetAsync(other, id, Stop));
            await UnknownAsync(async () => await Experiments.GetByNameAsync(other, "secret", Stop));
            await UnknownAsync(async () => await Experiments.RenameAsync(other, id, "mine", Stop));
            await UnknownAsync(async () => await Experiments.SetLifecycleStageAsync(other, id, LifecycleStage.Deleted, Stop));
            await UnknownAsync(async () => await Experiments.SetTagAsync(other, id, "a", "c", Stop));
            await UnknownAsync(async () => await Experiments.SetTagAsync(other, id, "a", null, Stop));
            Assert.DoesNotContain(await SearchExperimentsAsync(view: ViewType.All, workspace: other), experiment => experiment.ExperimentId == id);
        }

        Assert.Equivalent(before, await Experiments.GetAsync(Workspace, id, Stop), strict: true);
    }

    [Fact]
    public async Task Id_0_of_a_project_is_unknown_until_a_run_needs_it_and_then_is_its_own()
    {
        await UnknownAsync(async () => await Experiments.GetAsync(Workspace, "0", Stop));
        var runId = await CreateRunAsync("0");
        var experiment = await Experiments.GetAsync(Workspace, "0", Stop);
        Assert.Equal("Default", experiment.Name);
        Assert.NotEqual("0", experiment.ExperimentId);
        Assert.Equal(experiment.ExperimentId, (await GetRunAsync(runId)).Info.ExperimentId);
        Assert.Equal([runId], (await SearchRunsAsync(["0"])).Select(run => run.Info.RunId));
    }

    [Fact]
    public async Task A_deleted_experiment_is_found_by_id_and_by_name()
    {
        var id = await CreateExperimentAsync("gone");
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        Assert.Equal(LifecycleStage.Deleted, (await Experiments.GetAsync(Workspace, id, Stop)).LifecycleStage);
        Assert.Equal(id, (await Experiments.GetByNameAsync(Workspace, "gone", Stop)).ExperimentId);
    }

    [Fact]
    public async Task Deleting_takes_all_runs_along_and_restoring_brings_all_back()
    {
        var id = await CreateExperimentAsync();
        var kept = await CreateRunAsync(id);
        var deletedBefore = await CreateRunAsync(id);
        await Runs.SetLifecycleStageAsync(Workspace, deletedBefore, LifecycleStage.Deleted, Stop);
        Time.Milliseconds += 10;
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        Assert.Equal(Time.Milliseconds, (await Experiments.GetAsync(Workspace, id, Stop)).LastUpdateTime);
        Assert.Equal(LifecycleStage.Deleted, (await GetRunAsync(kept)).Info.LifecycleStage);

        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Active, Stop);
        Assert.Equal(LifecycleStage.Active, (await GetRunAsync(kept)).Info.LifecycleStage);
        Assert.Equal(LifecycleStage.Active, (await GetRunAsync(deletedBefore)).Info.LifecycleStage);
    }

    [Fact]
    public async Task Deleting_what_is_deleted_and_restoring_what_is_active_find_nothing()
    {
        var id = await CreateExperimentAsync();
        await UnknownAsync(async () => await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Active, Stop));
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        await UnknownAsync(async () => await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop));
    }

    [Fact]
    public async Task Renaming_changes_the_name_and_the_time()
    {
        var id = await CreateExperimentAsync("before");
        Time.Milliseconds += 7;
        await Experiments.RenameAsync(Workspace, id, "after", Stop);
        var experiment = await Experiments.GetAsync(Workspace, id, Stop);
        Assert.Equal("after", experiment.Name);
        Assert.Equal(Time.Milliseconds, experiment.LastUpdateTime);
        Assert.Equal(Time.Milliseconds - 7, experiment.CreationTime);
        await UnknownAsync(async () => await Experiments.GetByNameAsync(Workspace, "before", Stop));
        await CreateExperimentAsync("before");
    }

    [Fact]
    public async Task Renaming_onto_a_taken_name_or_of_a_deleted_experiment_is_refused()
    {
        var id = await CreateExperimentAsync("one");
        await CreateExperimentAsync("two");
        await RefusedAsync(ErrorCode.BadRequest, async () => await Experiments.RenameAsync(Workspace, id, "two", Stop));
        await Experiments.RenameAsync(Workspace, id, "one", Stop);
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        await RefusedAsync(ErrorCode.BadRequest, async () => await Experiments.RenameAsync(Workspace, id, "three", Stop));
        Assert.Equal("one", (await Experiments.GetAsync(Workspace, id, Stop)).Name);
    }

    [Fact]
    public async Task The_last_write_of_a_tag_wins_and_a_removed_tag_is_gone()
    {
        var id = await CreateExperimentAsync("tagged", null, new Tag("twice", "first"), new Tag("twice", "second"));
        await Experiments.SetTagAsync(Workspace, id, "a", "1", Stop);
        await Experiments.SetTagAsync(Workspace, id, "a", "", Stop);
        Assert.Equal(
            [new Tag("a", ""), new Tag("twice", "second")],
            (await Experiments.GetAsync(Workspace, id, Stop)).Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal));

        await Experiments.SetTagAsync(Workspace, id, "a", null, Stop);
        Assert.Equal([new Tag("twice", "second")], (await Experiments.GetAsync(Workspace, id, Stop)).Tags);
        var refusal = await UnknownAsync(async () => await Experiments.SetTagAsync(Workspace, id, "a", null, Stop));
        Assert.Equal($"No tag with name: a in experiment with id {id}", refusal.Message);
    }

    [Fact]
    public async Task The_tags_of_a_deleted_experiment_stay_as_they_are()
    {
        var id = await CreateExperimentAsync("tagged", null, new Tag("a", "1"));
        await Experiments.SetLifecycleStageAsync(Workspace, id, LifecycleStage.Deleted, Stop);
        var refusal = await InvalidAsync(async () => await Experiments.SetTagAsync(Workspace, id, "a", "2", Stop));
        Assert.Equal($"The experiment {id} must be in the 'active' state. Current state is deleted.", refusal.Message);
        await InvalidAsync(async () => await Experiments.SetTagAsync(Workspace, id, "a", null, Stop));
        Assert.Equal([new Tag("a", "1")], (await Experiments.GetAsync(Workspace, id, Stop)).Tags);
    }

    [Fact]
    public async Task An_id_that_was_never_given_is_unknown_and_one_that_is_no_number_invalid()
    {
        await UnknownAsync(async () => await Experiments.GetAsync(Workspace, long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture), Stop));
        await UnknownAsync(async () => await Experiments.GetAsync(Workspace, "-1", Stop));
        foreach (var id in (string[])["", "x", "-0", "+1", "1.0", "9223372036854775808", " 1"])
        {
            await InvalidAsync(async () => await Experiments.GetAsync(Workspace, id, Stop));
        }
    }
}
