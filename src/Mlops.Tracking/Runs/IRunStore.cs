using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;

namespace Mlops.Tracking.Runs;

/// <summary>Keeps runs with their parameters, tags, metrics and inputs.</summary>
/// <remarks>
/// Every method throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for a run that is unknown in the given
/// workspace, and with <c>INVALID_PARAMETER_VALUE</c> for a write to a deleted run; a change is durable when the task ends.
/// </remarks>
internal interface IRunStore
{
    /// <summary>Creates a run in an active experiment (rpc <c>createRun</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="run">What to create; already validated.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run as it was created.</returns>
    ValueTask<Run> CreateAsync(string workspace, NewRun run, CancellationToken cancellationToken);

    /// <summary>Reads a run of any lifecycle stage (rpc <c>getRun</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run with everything it logged.</returns>
    ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken);

    /// <summary>Reads what a run is, without what it logged.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run's info.</returns>
    ValueTask<RunInfo> GetInfoAsync(string workspace, string runId, CancellationToken cancellationToken);

    /// <summary>Searches runs (rpc <c>searchRuns</c>).</summary>
    /// <param name="workspace">The workspace path; experiments of other workspaces yield nothing.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<Run>> SearchAsync(string workspace, RunQuery search, CancellationToken cancellationToken);

    /// <summary>Changes status, end time or name (rpc <c>updateRun</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="update">What changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run's info after the change.</returns>
    ValueTask<RunInfo> UpdateAsync(string workspace, string runId, RunUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes softly or restores a run (rpcs <c>deleteRun</c>, <c>restoreRun</c>); a run already there stays.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="stage">The stage to move to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetLifecycleStageAsync(string workspace, string runId, LifecycleStage stage, CancellationToken cancellationToken);

    /// <summary>
    /// Adds metric points, parameters and tags in one transaction (rpcs <c>logBatch</c>, <c>logMetric</c>, <c>logParam</c>,
    /// <c>setTag</c>).
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The id of an active run.</param>
    /// <param name="batch">What to add; a point that is there already is not added again. Points with a model id are kept with that model
    /// too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException">
    /// <c>INVALID_PARAMETER_VALUE</c> when a parameter has another value already; <c>RESOURCE_DOES_NOT_EXIST</c> when a metric names a
    /// logged model that the workspace does not know. Nothing is then changed.
    /// </exception>
    ValueTask LogBatchAsync(string workspace, string runId, RunBatch batch, CancellationToken cancellationToken);

    /// <summary>Removes a tag (rpc <c>deleteTag</c>), which must exist.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The id of an active run.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteTagAsync(string workspace, string runId, string key, CancellationToken cancellationToken);

    /// <summary>Replaces a tag's value by one that follows from the present value, in one transaction.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The id of an active run.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="change">Yields the new value from the present one, which is null where there is none. May be called more than once;
    /// what it throws leaves the tag as it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask ChangeTagAsync(string workspace, string runId, string key, Func<string?, string> change, CancellationToken cancellationToken);

    /// <summary>Adds inputs (rpc <c>logInputs</c>); an input that is there already is not added again.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The id of an active run.</param>
    /// <param name="inputs">The datasets with their tags, and the logged models.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask LogInputsAsync(string workspace, string runId, RunInputs inputs, CancellationToken cancellationToken);

    /// <summary>
    /// Adds logged models that the run made (rpc <c>logOutputs</c>); one that is there already at the same step is not added again.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The id of an active run.</param>
    /// <param name="outputs">The models.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>BAD_REQUEST</c> when a model is there already at another step; nothing is then
    /// changed.</exception>
    ValueTask LogOutputsAsync(string workspace, string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken);
}
