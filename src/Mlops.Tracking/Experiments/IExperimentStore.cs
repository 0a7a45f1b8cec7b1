using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Experiments;

/// <summary>Keeps experiments, per workspace.</summary>
/// <remarks>Every method throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for an id that is unknown in the given
/// workspace; a change is durable when the task ends.</remarks>
internal interface IExperimentStore
{
    /// <summary>Creates an experiment (rpc <c>createExperiment</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="experiment">What to create; already validated.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new experiment's id.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the name is taken in this workspace.</exception>
    ValueTask<string> CreateAsync(string workspace, NewExperiment experiment, CancellationToken cancellationToken);

    /// <summary>Reads an experiment of any lifecycle stage (rpc <c>getExperiment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The experiment.</returns>
    ValueTask<Experiment> GetAsync(string workspace, string experimentId, CancellationToken cancellationToken);

    /// <summary>Reads an experiment of any lifecycle stage by its name (rpc <c>getExperimentByName</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The experiment's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The experiment.</returns>
    ValueTask<Experiment> GetByNameAsync(string workspace, string name, CancellationToken cancellationToken);

    /// <summary>Searches the workspace's experiments (rpc <c>searchExperiments</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<Experiment>> SearchAsync(string workspace, ExperimentQuery search, CancellationToken cancellationToken);

    /// <summary>Renames an active experiment (rpc <c>updateExperiment</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask RenameAsync(string workspace, string experimentId, string newName, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes softly or restores an experiment together with all its runs (rpcs <c>deleteExperiment</c>, <c>restoreExperiment</c>).
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="stage">The stage to move to; the experiment must be in the other one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetLifecycleStageAsync(string workspace, string experimentId, LifecycleStage stage, CancellationToken cancellationToken);

    /// <summary>Sets or, with a null value, removes a tag (rpcs <c>setExperimentTag</c>, <c>deleteExperimentTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="experimentId">The id of an active experiment.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">The tag's value, or null to remove the tag, which must then exist.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetTagAsync(string workspace, string experimentId, string key, string? value, CancellationToken cancellationToken);
}
