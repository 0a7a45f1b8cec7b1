using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;

namespace Mlops.Storage.Tests.LoggedModels;

/// <summary>The logged models and datasets that runs read and made (protocol 3.1 and 3.6, inputs and outputs).</summary>
public abstract class RunModelContract(TrackingStores stores) : LoggedModelContract(stores)
{
    [Fact]
    public async Task A_run_keeps_the_models_it_read_and_made_each_once()
    {
        var runId = await CreateRunAsync();
        await Runs.LogInputsAsync(Workspace, runId, new RunInputs { ModelInputs = [new("m-b"), new("m-a"), new("m-b")] }, Stop);
        await Runs.LogInputsAsync(Workspace, runId, new RunInputs { ModelInputs = [new("m-a")] }, Stop);
        await Runs.LogOutputsAsync(Workspace, runId, [new("m-b", 3), new("m-c", -1), new("m-c", -1)], Stop);
        await Runs.LogOutputsAsync(Workspace, runId, [new("m-b", 3)], Stop);

        var run = await GetRunAsync(runId);
        Assert.Equal([new ModelInput("m-a"), new ModelInput("m-b")], run.Inputs.ModelInputs);
        Assert.Equal([new ModelOutput("m-b", 3), new ModelOutput("m-c", -1)], run.Outputs!.ModelOutputs);
    }

    [Fact]
    public async Task An_output_at_another_step_is_refused_with_all_that_came_with_it()
    {
        var runId = await CreateRunAsync();
        await Runs.LogOutputsAsync(Workspace, runId, [new("m-a", 1)], Stop);
        await RefusedAsync(ErrorCode.BadRequest, async () => await Runs.LogOutputsAsync(Workspace, runId, [new("m-new", 1), new("m-a", 2)], Stop));
        Assert.Equal([new ModelOutput("m-a", 1)], (await GetRunAsync(runId)).Outputs!.ModelOutputs);
    }

    [Fact]
    public async Task A_search_tells_of_outputs_and_not_of_model_inputs()
    {
        var experimentId = await CreateExperimentAsync();
        var (first, second) = (await CreateRunAsync(experimentId, startTime: 2), await CreateRunAsync(experimentId, startTime: 1));
        foreach (var runId in (string[])[first, second])
        {
            await Runs.LogInputsAsync(Workspace, runId, new RunInputs { ModelInputs = [new("m-in")] }, Stop);
            await Runs.LogOutputsAsync(Workspace, runId, [new("m-" + runId, 0)], Stop);
        }

        var found = await SearchRunsAsync([experimentId]);
        Assert.Equal(["m-" + first, "m-" + second], found.Select(run => Assert.Single(run.Outputs!.ModelOutputs).ModelId));
        Assert.All(found, run => Assert.Empty(run.Inputs.ModelInputs));
    }

    [Fact]
    public async Task Only_an_active_run_of_the_workspace_takes_inputs_outputs_and_changed_tags()
    {
        var runId = await CreateRunAsync();
        var inputs = new RunInputs { ModelInputs = [new("m-a")] };
        await UnknownAsync(async () => await Runs.LogInputsAsync(NewWorkspace(), runId, inputs, Stop));
        await UnknownAsync(async () => await Runs.LogOutputsAsync(NewWorkspace(), runId, [new("m-a", 0)], Stop));
        await UnknownAsync(async () => await Runs.ChangeTagAsync(NewWorkspace(), runId, "t", _ => "v", Stop));
        await Runs.SetLifecycleStageAsync(Workspace, runId, LifecycleStage.Deleted, Stop);
        await InvalidAsync(async () => await Runs.LogInputsAsync(Workspace, runId, inputs, Stop));
        await InvalidAsync(async () => await Runs.LogOutputsAsync(Workspace, runId, [new("m-a", 0)], Stop));
        await InvalidAsync(async () => await Runs.ChangeTagAsync(Workspace, runId, "t", _ => "v", Stop));
    }

    [Fact]
    public async Task No_change_of_a_tag_is_lost_among_many_at_once()
    {
        var runId = await CreateRunAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            async () => await Runs.ChangeTagAsync(Workspace, runId, "list", value => $"{value}{(char)('a' + i)}", Stop), Stop)));
        var tag = (await GetRunAsync(runId)).Data.Tags.Single(tag => tag.Key == "list");
        Assert.Equal("abcdefghijklmnopqrst", string.Concat(tag.Value.Order()));
    }

    [Fact]
    public async Task A_refused_change_leaves_the_tag_as_it_is()
    {
        var runId = await CreateRunAsync();
        await Runs.ChangeTagAsync(Workspace, runId, "t", value => value ?? "first", Stop);
        await InvalidAsync(async () => await Runs.ChangeTagAsync(Workspace, runId, "t", _ => throw MlflowException.InvalidParameterValue("no"), Stop));
        Assert.Contains(new Tag("t", "first"), (await GetRunAsync(runId)).Data.Tags);
    }

    [Fact]
    public async Task Datasets_are_listed_once_per_experiment_and_context()
    {
        var (a, b) = (await CreateExperimentAsync("a"), await CreateExperimentAsync("b"));
        await UseAsync(a, "irises", "1", "training");
        await UseAsync(a, "irises", "1", "training");
        await UseAsync(a, "irises", "1", "testing");
        await UseAsync(a, "irises", "2", null);
        await UseAsync(b, "irises", "1", "training");

        Assert.Equal(
            new HashSet<DatasetSummary> { new(a, "irises", "1", "training"), new(a, "irises", "1", "testing"), new(a, "irises", "2", null) },
            (await Datasets.SearchAsync(Workspace, [a], 1000, Stop)).ToHashSet());
        Assert.Equal(4, (await Datasets.SearchAsync(Workspace, [a, b, a], 1000, Stop)).Count);
        Assert.Equal(2, (await Datasets.SearchAsync(Workspace, [a, b], 2, Stop)).Count);
        Assert.Empty(await Datasets.SearchAsync(NewWorkspace(), [a, b], 1000, Stop));
        Assert.Empty(await Datasets.SearchAsync(Workspace, ["999999"], 1000, Stop));
    }

    private async Task UseAsync(string experimentId, string name, string digest, string? context)
    {
        var input = new DatasetInput
        {
            Dataset = new Dataset { Name = name, Digest = digest, SourceType = "code", Source = "{}" },
            Tags = context is null ? [new Tag("other", "x")] : [new Tag("mlflow.data.context", context), new Tag("other", "x")],
        };
        await Runs.LogInputsAsync(Workspace, await CreateRunAsync(experimentId), new RunInputs { DatasetInputs = [input] }, Stop);
    }
}
