using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Experiments;

/// <summary>The rules of the experiment rpcs in front of the store.</summary>
public sealed class ExperimentService
{
    /// <summary>The most experiments one search page may have.</summary>
    public const int MaxSearchResults = 50_000;

    private const int MaxNameLength = 500;
    private const int MaxTagValueLength = 5000;
    private readonly IExperimentStore _store;

    internal ExperimentService(IExperimentStore store)
    {
        _store = store;
    }

    /// <summary>Creates an experiment (rpc <c>createExperiment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experiment">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new experiment's id.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a bad name, location or tag; <c>RESOURCE_ALREADY_EXISTS</c>
    /// for a taken name.</exception>
    public ValueTask<string> CreateAsync(string workspace, NewExperiment experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EntityName.CheckLength("name", experiment.Name, MaxNameLength);
        ArtifactUri.ValidateLocation(experiment.ArtifactLocation ?? "");
        foreach (var tag in experiment.Tags)
        {
            CheckTag(tag.Key, tag.Value);
        }

        return _store.CreateAsync(workspace, experiment, cancellationToken);
    }

    /// <summary>Renames an experiment (rpc <c>updateExperiment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask RenameAsync(string workspace, string experimentId, string newName, CancellationToken cancellationToken)
    {
        EntityName.CheckLength("new_name", newName, MaxNameLength);
        return _store.RenameAsync(workspace, experimentId, newName, cancellationToken);
    }

    /// <summary>Sets a tag (rpc <c>setExperimentTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask SetTagAsync(string workspace, string experimentId, Tag tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        CheckTag(tag.Key, tag.Value);
        return _store.SetTagAsync(workspace, experimentId, tag.Key, tag.Value, cancellationToken);
    }

    /// <inheritdoc cref="IExperimentStore.GetAsync"/>
    internal ValueTask<Experiment> GetAsync(string workspace, string experimentId, CancellationToken cancellationToken) =>
        _store.GetAsync(workspace, experimentId, cancellationToken);

    /// <inheritdoc cref="IExperimentStore.GetByNameAsync"/>
    internal ValueTask<Experiment> GetByNameAsync(string workspace, string name, CancellationToken cancellationToken) =>
        _store.GetByNameAsync(workspace, name, cancellationToken);

    /// <inheritdoc cref="IExperimentStore.SearchAsync"/>
    internal ValueTask<Page<Experiment>> SearchAsync(string workspace, ExperimentQuery search, CancellationToken cancellationToken) =>
        _store.SearchAsync(workspace, search, cancellationToken);

    /// <inheritdoc cref="IExperimentStore.SetLifecycleStageAsync"/>
    internal ValueTask SetLifecycleStageAsync(
        string workspace, string experimentId, LifecycleStage stage, CancellationToken cancellationToken) =>
        _store.SetLifecycleStageAsync(workspace, experimentId, stage, cancellationToken);

    /// <summary>Removes a tag, if it is there (rpc <c>deleteExperimentTag</c>).</summary>
    internal ValueTask DeleteTagAsync(string workspace, string experimentId, string key, CancellationToken cancellationToken) =>
        _store.SetTagAsync(workspace, experimentId, key, null, cancellationToken);

    private static void CheckTag(string key, string value)
    {
        EntityName.CheckKey("key", "key", key);
        EntityName.CheckLength("value", value, MaxTagValueLength);
    }
}
