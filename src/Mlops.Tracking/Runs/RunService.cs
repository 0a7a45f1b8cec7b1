using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Runs;

/// <summary>The rules of the run rpcs in front of the store.</summary>
public sealed class RunService
{
    /// <summary>The most runs one search page may have.</summary>
    public const int MaxSearchResults = 50_000;
    private readonly IRunStore _store;

    internal RunService(IRunStore store)
    {
        _store = store;
    }

    /// <summary>Creates a run (rpc <c>createRun</c>); without a name it gets a random one, kept in the tag <c>mlflow.runName</c>.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment; empty for the default one.</param>
    /// <param name="runName">The name, if any.</param>
    /// <param name="userId">Who starts it.</param>
    /// <param name="startTime">Milliseconds since the Unix epoch.</param>
    /// <param name="tags">The first tags.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when name and tag disagree.</exception>
    public ValueTask<Run> CreateAsync(
        string workspace, string experimentId, string? runName, string userId, long startTime, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var tagged = tags.LastOrDefault(tag => tag.Key == RunRules.RunNameTag)?.Value;
        if (!string.IsNullOrEmpty(runName) && !string.IsNullOrEmpty(tagged) && runName != tagged)
        {
            throw MlflowException.InvalidParameterValue(
                $"Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='{runName}', mlflow.runName='{tagged}').");
        }

        var name = !string.IsNullOrEmpty(runName) ? runName : !string.IsNullOrEmpty(tagged) ? tagged : RunName.Random();
        EntityName.CheckLength("run_name", name, RunRules.MaxTagValueLength);
        EntityName.CheckLength("user_id", userId, RunRules.MaxTagValueLength);
        var all = RunRules.CheckTags(tags, single: false).Where(tag => tag.Key != RunRules.RunNameTag || tagged == name);
        var withName = (tagged == name ? all : all.Append(new Tag(RunRules.RunNameTag, name))).ToArray();
        return _store.CreateAsync(
            workspace, new NewRun(string.IsNullOrEmpty(experimentId) ? "0" : experimentId, name, userId, startTime, withName), cancellationToken);
    }

    /// <summary>
    /// Changes status, end time or name of an active run (rpc <c>updateRun</c>); the tag <c>mlflow.runName</c> follows the name.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="update">What to change; null keeps.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run's info after the change.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a name too long or a deleted run;
    /// <c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one.</exception>
    public ValueTask<RunInfo> UpdateAsync(string workspace, string runId, RunUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        EntityName.CheckRunId(runId);
        EntityName.CheckLength("run_name", update.RunName ?? "", RunRules.MaxTagValueLength);
        return _store.UpdateAsync(workspace, runId, update, cancellationToken);
    }

    /// <summary>Deletes softly or restores a run (rpcs <c>deleteRun</c>, <c>restoreRun</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="stage">The stage to move to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask SetLifecycleStageAsync(string workspace, string runId, LifecycleStage stage, CancellationToken cancellationToken)
    {
        EntityName.CheckRunId(runId);
        return _store.SetLifecycleStageAsync(workspace, runId, stage, cancellationToken);
    }

    /// <summary>Adds metrics, parameters and tags, all or nothing (rpc <c>logBatch</c> and its single-value siblings).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="batch">What to add.</param>
    /// <param name="single">Whether a single-value route asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a limit or changes a parameter.</exception>
    public ValueTask LogBatchAsync(string workspace, string runId, RunBatch batch, bool single, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        EntityName.CheckRunId(runId);
        return _store.LogBatchAsync(workspace, runId, RunRules.Check(batch, single) with { SingleParam = single }, cancellationToken);
    }

    /// <summary>Adds inputs (rpc <c>logInputs</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="inputs">The datasets with their tags, and the logged models.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask LogInputsAsync(string workspace, string runId, RunInputs inputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        EntityName.CheckRunId(runId);
        RunRules.CheckInputs(inputs.DatasetInputs);
        foreach (var model in inputs.ModelInputs)
        {
            LoggedModelLimits.CheckModelId(model.ModelId);
        }

        return _store.LogInputsAsync(workspace, runId, inputs, cancellationToken);
    }

    /// <summary>Adds logged models that the run made (rpc <c>logOutputs</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="outputs">The models.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask LogOutputsAsync(string workspace, string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        EntityName.CheckRunId(runId);
        foreach (var model in outputs)
        {
            LoggedModelLimits.CheckModelId(model.ModelId);
        }

        return _store.LogOutputsAsync(workspace, runId, outputs, cancellationToken);
    }

    /// <summary>
    /// Notes in the tag <c>mlflow.log-model.history</c> that the run saved a model among its artifacts (rpc <c>logModel</c>).
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="modelJson">The model's <c>MLmodel</c> file as JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for JSON that describes no model.</exception>
    public ValueTask LogModelAsync(string workspace, string runId, string modelJson, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(modelJson);
        EntityName.CheckRunId(runId);
        var entry = ModelHistory.Entry(modelJson);
        return _store.ChangeTagAsync(workspace, runId, ModelHistory.TagKey, value => ModelHistory.Append(value, entry), cancellationToken);
    }

    /// <inheritdoc cref="IRunStore.GetAsync"/>
    internal ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken) =>
        _store.GetAsync(workspace, runId, cancellationToken);

    /// <inheritdoc cref="IRunStore.SearchAsync"/>
    internal ValueTask<Page<Run>> SearchAsync(string workspace, RunQuery search, CancellationToken cancellationToken) =>
        _store.SearchAsync(workspace, search, cancellationToken);

    /// <inheritdoc cref="IRunStore.DeleteTagAsync"/>
    internal ValueTask DeleteTagAsync(string workspace, string runId, string key, CancellationToken cancellationToken) =>
        _store.DeleteTagAsync(workspace, runId, key, cancellationToken);
}
