using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Registry;

/// <summary>Keeps registered models, per workspace.</summary>
/// <remarks>
/// Every method but create and search throws <see cref="MlflowException"/> with <c>RESOURCE_DOES_NOT_EXIST</c> for a name that is
/// unknown in the given workspace; a change is durable when the task ends. Arguments are already validated.
/// </remarks>
internal interface IRegisteredModelStore
{
    /// <summary>Creates a model without versions (rpc <c>createRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="model">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when the name is taken in this workspace.</exception>
    ValueTask<RegisteredModel> CreateAsync(string workspace, NewRegisteredModel model, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a model (rpc <c>getRegisteredModel</c>). Its latest versions come in the order in which the stages first appear among the
    /// versions.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    ValueTask<RegisteredModel> GetAsync(string workspace, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Searches the workspace's models (rpc <c>searchRegisteredModels</c>). Their latest versions come in the order of the stages' names.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<RegisteredModel>> SearchAsync(string workspace, RegisteredModelQuery query, CancellationToken cancellationToken);

    /// <summary>Replaces the description (rpc <c>updateRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="description">The new text, or null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model after the change.</returns>
    ValueTask<RegisteredModel> UpdateAsync(string workspace, string name, string? description, CancellationToken cancellationToken);

    /// <summary>Renames a model with its versions (rpc <c>renameRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c> when another model has the new name.</exception>
    ValueTask<RegisteredModel> RenameAsync(string workspace, string name, string newName, CancellationToken cancellationToken);

    /// <summary>Deletes a model with its versions, aliases and tags (rpc <c>deleteRegisteredModel</c>); artifacts stay.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask DeleteAsync(string workspace, string name, CancellationToken cancellationToken);

    /// <summary>Sets or, with a null value, removes a tag (rpcs <c>setRegisteredModelTag</c>, <c>deleteRegisteredModelTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">The tag's value, or null to remove the tag, which need not exist.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    ValueTask SetTagAsync(string workspace, string name, string key, string? value, CancellationToken cancellationToken);

    /// <summary>
    /// Points an alias at a version or, with a null version, removes it (rpcs <c>setRegisteredModelAlias</c>,
    /// <c>deleteRegisteredModelAlias</c>).
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">An existing version, or null to remove the alias, which need not exist.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> when the version does not exist.</exception>
    ValueTask SetAliasAsync(string workspace, string name, string alias, long? version, CancellationToken cancellationToken);
}
