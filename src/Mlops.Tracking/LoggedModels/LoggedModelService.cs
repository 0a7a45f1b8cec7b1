using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;

namespace Mlops.Tracking.LoggedModels;

/// <summary>The rules of the logged-model rpcs in front of the store.</summary>
public sealed class LoggedModelService : ILoggedModelLocator
{
    private readonly ILoggedModelStore _store;

    internal LoggedModelService(ILoggedModelStore store)
    {
        _store = store;
    }

    /// <summary>Creates a pending model (rpc <c>createLoggedModel</c>); without a name it gets a random one.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="model">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a limit, and a deleted experiment;
    /// <c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one.</exception>
    public ValueTask<LoggedModel> CreateAsync(string workspace, NewLoggedModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var named = model.Name.Length > 0 ? model : model with { Name = RunName.Random() };
        LoggedModelLimits.Check(named);
        return _store.CreateAsync(workspace, named, cancellationToken);
    }

    /// <summary>Sets tags (rpc <c>setLoggedModelTags</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="tags">The tags; the last of a key counts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown model; <c>INVALID_PARAMETER_VALUE</c> for what
    /// breaks a limit.</exception>
    public ValueTask SetTagsAsync(string workspace, string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tags);
        LoggedModelLimits.CheckTags(tags);
        return _store.SetTagsAsync(workspace, modelId, tags, cancellationToken);
    }

    /// <summary>Adds parameters (rpc <c>LogLoggedModelParams</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown model; <c>INVALID_PARAMETER_VALUE</c> for what
    /// breaks a limit or changes a parameter.</exception>
    public ValueTask AddParamsAsync(string workspace, string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        LoggedModelLimits.CheckParams(parameters);
        return _store.AddParamsAsync(workspace, modelId, parameters, cancellationToken);
    }

    /// <summary>The URI of a model's files.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">The model's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The <c>artifact_uri</c>.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown or deleted model.</exception>
    public async ValueTask<string> GetArtifactUriAsync(string workspace, string modelId, CancellationToken cancellationToken) =>
        (await _store.FindInfoAsync(workspace, modelId, cancellationToken))?.ArtifactUri
        ?? throw MlflowException.ResourceDoesNotExist($"Logged model with ID '{Validation.EntityName.Shorten(modelId)}' not found.");

    /// <inheritdoc/>
    public async ValueTask<LoggedModelLocation?> FindAsync(string workspace, string modelId, CancellationToken cancellationToken) =>
        await _store.FindInfoAsync(workspace, modelId, cancellationToken) is { } info
            ? new LoggedModelLocation(info.ArtifactUri, info.SourceRunId)
            : null;

    /// <inheritdoc cref="ILoggedModelStore.GetAsync"/>
    internal ValueTask<LoggedModel> GetAsync(string workspace, string modelId, bool includeDeleted, CancellationToken cancellationToken) =>
        _store.GetAsync(workspace, modelId, includeDeleted, cancellationToken);

    /// <inheritdoc cref="ILoggedModelStore.SearchAsync"/>
    internal ValueTask<Page<LoggedModel>> SearchAsync(string workspace, LoggedModelQuery query, CancellationToken cancellationToken) =>
        _store.SearchAsync(workspace, query, cancellationToken);

    /// <inheritdoc cref="ILoggedModelStore.SetStatusAsync"/>
    internal ValueTask<LoggedModel> SetStatusAsync(
        string workspace, string modelId, LoggedModelStatus status, CancellationToken cancellationToken) =>
        _store.SetStatusAsync(workspace, modelId, status, cancellationToken);

    /// <inheritdoc cref="ILoggedModelStore.DeleteAsync"/>
    internal ValueTask DeleteAsync(string workspace, string modelId, CancellationToken cancellationToken) =>
        _store.DeleteAsync(workspace, modelId, cancellationToken);

    /// <inheritdoc cref="ILoggedModelStore.DeleteTagAsync"/>
    internal ValueTask DeleteTagAsync(string workspace, string modelId, string key, CancellationToken cancellationToken) =>
        _store.DeleteTagAsync(workspace, modelId, key, cancellationToken);
}
