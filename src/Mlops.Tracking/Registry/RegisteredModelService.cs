using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Registry;

/// <summary>The rules of the registered-model rpcs in front of the store.</summary>
public sealed class RegisteredModelService
{
    private readonly IRegisteredModelStore _store;
    private readonly ModelVersionObservers _observers;

    internal RegisteredModelService(IRegisteredModelStore store, ModelVersionObservers observers)
    {
        _store = store;
        _observers = observers;
    }

    /// <summary>Creates a model (rpc <c>createRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="model">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a bad name or tag; <c>RESOURCE_ALREADY_EXISTS</c> for a taken
    /// name.</exception>
    public ValueTask<RegisteredModel> CreateAsync(string workspace, NewRegisteredModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        RegistryRules.CheckName(model.Name);
        RegistryRules.CheckTags(model.Tags);
        RegistryRules.CheckDescription(model.Description);
        return _store.CreateAsync(workspace, model, cancellationToken);
    }

    /// <summary>Reads a model (rpc <c>getRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown name.</exception>
    public ValueTask<RegisteredModel> GetAsync(string workspace, string name, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        return _store.GetAsync(workspace, name, cancellationToken);
    }

    /// <summary>Replaces the description (rpc <c>updateRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="description">The new text; empty or null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown name.</exception>
    public ValueTask<RegisteredModel> UpdateAsync(string workspace, string name, string? description, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckDescription(description);
        return _store.UpdateAsync(workspace, name, string.IsNullOrEmpty(description) ? null : description, cancellationToken);
    }

    /// <summary>Renames a model (rpc <c>renameRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The model after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown name; <c>RESOURCE_ALREADY_EXISTS</c> for a taken
    /// one.</exception>
    public async ValueTask<RegisteredModel> RenameAsync(string workspace, string name, string newName, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(newName, "new_name");
        RegistryRules.CheckName(name);
        var model = await _store.RenameAsync(workspace, name, newName, cancellationToken);
        await _observers.NotifyAsync(new ModelVersionChange(ModelVersionChangeKind.Renamed, workspace, newName, null));
        return model;
    }

    /// <summary>Deletes a model with its versions (rpc <c>deleteRegisteredModel</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown name.</exception>
    public async ValueTask DeleteAsync(string workspace, string name, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        await _store.DeleteAsync(workspace, name, cancellationToken);
        await _observers.NotifyAsync(new ModelVersionChange(ModelVersionChangeKind.Deleted, workspace, name, null));
    }

    /// <summary>The highest version in each of some stages, with its aliases (rpc <c>getLatestVersions</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="stages">Stage names in any case; none for all stages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The versions, in the order in which their stages first appear.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown name; <c>INVALID_PARAMETER_VALUE</c> for an
    /// unknown stage.</exception>
    public async ValueTask<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string workspace, string name, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var model = await GetAsync(workspace, name, cancellationToken);
        var wanted = stages.Select(RegistryRules.ParseStage).ToHashSet();
        return
        [
            .. model.LatestVersions
                .Where(version => wanted.Count == 0 || wanted.Contains(version.CurrentStage))
                .Select(version => version with { Aliases = [.. model.Aliases.Where(alias => alias.Version == version.Version).Select(alias => alias.Alias)] }),
        ];
    }

    /// <summary>Sets a tag (rpc <c>setRegisteredModelTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask SetTagAsync(string workspace, string name, Tag tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        RegistryRules.CheckName(name);
        RegistryRules.CheckTag(tag);
        return _store.SetTagAsync(workspace, name, tag.Key, tag.Value, cancellationToken);
    }

    /// <summary>Removes a tag, if it is there (rpc <c>deleteRegisteredModelTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask DeleteTagAsync(string workspace, string name, string key, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckTagKey(key);
        return _store.SetTagAsync(workspace, name, key, null, cancellationToken);
    }

    /// <summary>Points an alias at a version (rpc <c>setRegisteredModelAlias</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">Letters, digits, <c>_</c> and <c>-</c>; neither <c>latest</c> nor <c>v1</c> and the like.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public async ValueTask SetAliasAsync(string workspace, string name, string alias, string version, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckAlias(alias);
        RegistryRules.CheckAliasIsFree(alias);
        await _store.SetAliasAsync(workspace, name, alias, RegistryRules.ParseVersion(version), cancellationToken);
        await _observers.NotifyAsync(new ModelVersionChange(ModelVersionChangeKind.Updated, workspace, name, null));
    }

    /// <summary>Removes an alias, if it is there (rpc <c>deleteRegisteredModelAlias</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public async ValueTask DeleteAliasAsync(string workspace, string name, string alias, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckAlias(alias);
        await _store.SetAliasAsync(workspace, name, alias, null, cancellationToken);
        await _observers.NotifyAsync(new ModelVersionChange(ModelVersionChangeKind.Updated, workspace, name, null));
    }

    /// <inheritdoc cref="IRegisteredModelStore.SearchAsync"/>
    internal ValueTask<Page<RegisteredModel>> SearchAsync(
        string workspace, RegisteredModelQuery query, CancellationToken cancellationToken) =>
        _store.SearchAsync(workspace, query, cancellationToken);
}
