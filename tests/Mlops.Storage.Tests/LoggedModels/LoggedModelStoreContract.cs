using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Tests.LoggedModels;

/// <summary>What every store of logged models does (protocol 3.6, logged models).</summary>
public abstract class LoggedModelStoreContract(TrackingStores stores) : LoggedModelContract(stores)
{
    [Fact]
    public async Task A_new_model_is_pending_and_has_a_place_below_its_experiment()
    {
        var experimentId = await CreateExperimentAsync();

        var model = await Models.CreateAsync(
            Workspace, new NewLoggedModel(experimentId, "net", "torch", "run", [new Param("p", "1")], [new Tag("t", "a"), new Tag("t", "b")]), Stop);

        var info = model.Info;
        Assert.Matches("^m-[0-9a-f]{32}$", info.ModelId);
        Assert.Equal((experimentId, "net", "torch", "run", LoggedModelStatus.Pending), (info.ExperimentId, info.Name, info.ModelType, info.SourceRunId, info.Status));
        Assert.Equal($"mlflow-artifacts:/{experimentId}/models/{info.ModelId}/artifacts", info.ArtifactUri);
        Assert.Equal((Time.Milliseconds, Time.Milliseconds), (info.CreationTimestampMs, info.LastUpdatedTimestampMs));
        Assert.Equal([new Tag("t", "b")], info.Tags);
        Assert.Equal([new Param("p", "1")], model.Data.Params);
        Assert.Empty(model.Data.Metrics);
        Assert.Equivalent(model, await GetModelAsync(info.ModelId), strict: true);
    }

    [Fact]
    public async Task A_model_needs_an_active_experiment()
    {
        var experimentId = await CreateExperimentAsync();
        await UnknownAsync(() => CreateModelAsync("999999"));
        await UnknownAsync(() => CreateModelAsync(experimentId, workspace: NewWorkspace()));
        await Experiments.SetLifecycleStageAsync(Workspace, experimentId, LifecycleStage.Deleted, Stop);
        await InvalidAsync(() => CreateModelAsync(experimentId));
    }

    [Fact]
    public async Task In_a_project_experiment_0_is_its_own_default_one()
    {
        var modelId = await CreateModelAsync("0");
        var experiment = await Experiments.GetByNameAsync(Workspace, "Default", Stop);
        Assert.Equal(experiment.ExperimentId, (await GetModelAsync(modelId)).Info.ExperimentId);
        Assert.Equal(["net"], await SearchAsync(["0"]));
    }

    [Fact]
    public async Task Every_way_to_an_unknown_model_or_one_of_another_workspace_is_refused()
    {
        var foreign = await CreateModelAsync("0", workspace: NewWorkspace());
        foreach (var modelId in (string[])[UnknownId, foreign, "", "M-" + foreign[2..], "no id"])
        {
            var error = await UnknownAsync(() => GetModelAsync(modelId));
            Assert.Equal($"Logged model with ID '{modelId}' not found.", error.Message);
            await UnknownAsync(async () => await Models.GetAsync(Workspace, modelId, includeDeleted: true, Stop));
            await UnknownAsync(async () => await Models.SetStatusAsync(Workspace, modelId, LoggedModelStatus.Ready, Stop));
            await UnknownAsync(async () => await Models.DeleteAsync(Workspace, modelId, Stop));
            await UnknownAsync(async () => await Models.SetTagsAsync(Workspace, modelId, [new Tag("a", "b")], Stop));
            await UnknownAsync(async () => await Models.DeleteTagAsync(Workspace, modelId, "a", Stop));
            await UnknownAsync(async () => await Models.AddParamsAsync(Workspace, modelId, [new Param("a", "b")], Stop));
            Assert.Null(await Models.FindInfoAsync(Workspace, modelId, Stop));
        }
    }

    [Theory]
    [InlineData(LoggedModelStatus.Ready)]
    [InlineData(LoggedModelStatus.UploadFailed)]
    [InlineData(LoggedModelStatus.Pending)]
    [InlineData(LoggedModelStatus.Unspecified)]
    public async Task A_new_status_is_kept_with_the_time_of_its_change(LoggedModelStatus status)
    {
        var modelId = await CreateModelAsync("0");
        var created = Time.Milliseconds;
        Time.Milliseconds += 5;

        var model = await Models.SetStatusAsync(Workspace, modelId, status, Stop);

        Assert.Equal((status, created, created + 5), (model.Info.Status, model.Info.CreationTimestampMs, model.Info.LastUpdatedTimestampMs));
        Assert.Equivalent(model, await GetModelAsync(modelId), strict: true);
    }

    [Fact]
    public async Task Tags_are_replaced_by_key_and_do_not_touch_the_time_of_change()
    {
        var modelId = await CreateModelAsync("0", tags: [new Tag("t", "a")]);
        var before = Time.Milliseconds;
        Time.Milliseconds += 5;

        await Models.SetTagsAsync(Workspace, modelId, [new Tag("u", "1"), new Tag("t", "b"), new Tag("u", "2"), new Tag("e", "")], Stop);
        var info = (await GetModelAsync(modelId)).Info;
        Assert.Equal([new Tag("e", ""), new Tag("t", "b"), new Tag("u", "2")], info.Tags);
        Assert.Equal(before, info.LastUpdatedTimestampMs);

        await Models.DeleteTagAsync(Workspace, modelId, "u", Stop);
        var error = await UnknownAsync(async () => await Models.DeleteTagAsync(Workspace, modelId, "u", Stop));
        Assert.Equal($"No tag with key 'u' found for model with ID '{modelId}'.", error.Message);
        Assert.Equal([new Tag("e", ""), new Tag("t", "b")], (await GetModelAsync(modelId)).Info.Tags);
    }

    [Fact]
    public async Task A_parameter_never_changes_and_may_be_sent_again()
    {
        var modelId = await CreateModelAsync("0", parameters: [new Param("p", "1")]);
        await Models.AddParamsAsync(Workspace, modelId, [new Param("q", "2"), new Param("p", "1"), new Param("empty", "")], Stop);
        await Models.AddParamsAsync(Workspace, modelId, [new Param("q", "2")], Stop);

        var error = await InvalidAsync(async () => await Models.AddParamsAsync(Workspace, modelId, [new Param("new", "1"), new Param("p", "other")], Stop));

        Assert.Contains("'p'", error.Message, StringComparison.Ordinal);
        Assert.Equal([new Param("empty", ""), new Param("p", "1"), new Param("q", "2")], (await GetModelAsync(modelId)).Data.Params);
    }

    [Fact]
    public async Task A_deleted_model_is_only_found_by_who_asks_for_deleted_ones()
    {
        var modelId = await CreateModelAsync("0");
        await Models.DeleteAsync(Workspace, modelId, Stop);
        await Models.DeleteAsync(Workspace, modelId, Stop);

        await UnknownAsync(() => GetModelAsync(modelId));
        Assert.Null(await Models.FindInfoAsync(Workspace, modelId, Stop));
        Assert.Empty(await SearchAsync(["0"]));
        Assert.Equal(modelId, (await Models.GetAsync(Workspace, modelId, includeDeleted: true, Stop)).Info.ModelId);
    }
}
