using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Registry;

/// <summary>Keeps the versions of registered models, per workspace.</summary>
/// <remarks>
/// Every method but search throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for a model or version that is
/// unknown in the given workspace; a change is durable when the task ends. Arguments are already validated.
/// </remarks>
internal interface IModelVersionStore
{
    /// <summary>
    /// Creates the next version of a model, and in the same transaction the wait for its inspection, if there is one (rpc
    /// <c>createModelVersion</c>).
    /// </summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="version">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    ValueTask<ModelVersion> CreateAsync(string workspace, NewModelVersion version, CancellationToken cancellationToken);

    /// <summary>Reads a version with its aliases (rpc <c>getModelVersion</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    ValueTask<ModelVersion> GetAsync(string workspace, string name, long version, CancellationToken cancellationToken);

    /// <summary>Reads the version that an alias names (rpc <c>getModelVersionByAlias</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version, or null where the model has no such alias.</returns>
    ValueTask<ModelVersion?> FindByAliasAsync(string workspace, string name, string alias, CancellationToken cancellationToken);

    /// <summary>Searches the workspace's versions (rpc <c>searchModelVersions</c>); their aliases are not filled.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<ModelVersion>> SearchAsync(string workspace, ModelVersionQuery query, CancellationToken cancellationToken);

    /// <summary>Replaces the description (rpc <c>updateModelVersion</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="description">The new text, or null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version after the change.</returns>
    ValueTask<ModelVersion> UpdateAsync(string workspace, string name, long version, string? description, CancellationToken cancellationToken);

    /// <summary>Moves a version to a stage (rpc <c>transitionModelVersionStage</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="stage">The stage to move to.</param>
    /// <param name="archiveOthers">Whether the other versions in that stage move to <see cref="ModelStage.Archived"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version after the change.</returns>
    ValueTask<ModelVersion> SetStageAsync(
        string workspace, string name, long version, ModelStage stage, bool archiveOthers, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a version with its tags and aliases (rpc <c>deleteModelVersion</c>); its number is not given again, its artifacts stay.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string name, long version, CancellationToken cancellationToken);

    /// <summary>Sets or, with a null value, removes a tag (rpcs <c>setModelVersionTag</c>, <c>deleteModelVersionTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">The tag's value, or null to remove the tag, which need not exist.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetTagAsync(string workspace, string name, long version, string key, string? value, CancellationToken cancellationToken);
}
