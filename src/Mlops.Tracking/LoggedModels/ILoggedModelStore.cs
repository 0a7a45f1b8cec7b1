using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;

namespace Mlops.Tracking.LoggedModels;

/// <summary>
/// Keeps logged models with their parameters, tags and metrics, per workspace. Metric points come with the runs that log them.
/// </summary>
/// <remarks>
/// Every method but create and search throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for an id that is
/// unknown in the given workspace; a change is durable when the task ends. Changes to deleted models are allowed, as in MLflow.
/// Arguments are already validated.
/// </remarks>
internal interface ILoggedModelStore
{
    /// <summary>Creates a pending model in an active experiment (rpc <c>createLoggedModel</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="model">What to create; its parameter keys are distinct.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown experiment, <c>INVALID_PARAMETER_VALUE</c> for a
    /// deleted one.</exception>
    ValueTask<LoggedModel> CreateAsync(string workspace, NewLoggedModel model, CancellationToken cancellationToken);

    /// <summary>Reads a model with all that was logged about it (rpc <c>getLoggedModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="includeDeleted">Whether a deleted model counts as known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    ValueTask<LoggedModel> GetAsync(string workspace, string modelId, bool includeDeleted, CancellationToken cancellationToken);

    /// <summary>Reads what a model is, if it is known and not deleted.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model's info without its tags, or null.</returns>
    ValueTask<LoggedModelInfo?> FindInfoAsync(string workspace, string modelId, CancellationToken cancellationToken);

    /// <summary>Searches models that are not deleted (rpc <c>searchLoggedModels</c>).</summary>
    /// <param name="workspace">The workspace path; experiments of other workspaces yield nothing.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<LoggedModel>> SearchAsync(string workspace, LoggedModelQuery query, CancellationToken cancellationToken);

    /// <summary>Sets the status (rpc <c>finalizeLoggedModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="status">The new status.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model after the change.</returns>
    ValueTask<LoggedModel> SetStatusAsync(string workspace, string modelId, LoggedModelStatus status, CancellationToken cancellationToken);

    /// <summary>Deletes a model softly (rpc <c>deleteLoggedModel</c>); a deleted one stays so. Its files stay.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string modelId, CancellationToken cancellationToken);

    /// <summary>Sets tags (rpc <c>setLoggedModelTags</c>); the last of a key counts.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetTagsAsync(string workspace, string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken);

    /// <summary>Removes a tag (rpc <c>deleteLoggedModelTag</c>), which must exist.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteTagAsync(string workspace, string modelId, string key, CancellationToken cancellationToken);

    /// <summary>Adds parameters (rpc <c>LogLoggedModelParams</c>); one that is there already with the same value stays.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="parameters">The parameters; their keys are distinct.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when a parameter has another value already; nothing is then
    /// changed.</exception>
    ValueTask AddParamsAsync(string workspace, string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken);
}
