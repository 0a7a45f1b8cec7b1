using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Registry;

/// <summary>The rules of the model-version rpcs in front of the store.</summary>
public sealed class ModelVersionService
{
    private const int MaxRunLinkLength = 2048;
    private readonly ModelSourceResolver _sources;
    private readonly ModelFileSearch _files;
    private readonly IModelVersionStore _store;
    private readonly RegisteredModelService _models;
    private readonly ModelVersionObservers _observers;

    internal ModelVersionService(
        IModelVersionStore store,
        RegisteredModelService models,
        IRunStore runs,
        ILoggedModelLocator loggedModels,
        ModelVersionObservers observers,
        IEnumerable<IModelInspector> inspectors,
        IArtifactStore? artifacts,
        ILocalArtifacts? localArtifacts)
    {
        _store = store;
        _models = models;
        _observers = observers;
        _sources = new(store, runs, loggedModels);
        _files = new(inspectors, artifacts, localArtifacts);
    }

    /// <summary>
    /// Creates the next version of a model (rpc <c>createModelVersion</c>). Where its files may belong to a format that is inspected it
    /// is pending until that is done, else it is ready at once.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    /// <exception cref="MlflowException">
    /// <c>INVALID_PARAMETER_VALUE</c> for a source that is not allowed; <c>RESOURCE_DOES_NOT_EXIST</c> for an unknown model and a source
    /// that leads nowhere.
    /// </exception>
    public async ValueTask<ModelVersion> CreateAsync(string workspace, ModelVersionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RegistryRules.CheckName(request.Name);
        RegistryRules.CheckTags(request.Tags);
        RegistryRules.CheckDescription(request.Description);
        EntityName.CheckLength("run_link", request.RunLink, MaxRunLinkLength);
        if (request.RunId.Length > 0)
        {
            EntityName.CheckRunId(request.RunId);
        }

        var isPrompt = request.Tags.Any(static tag => tag.Key == RegistryRules.PromptTag);
        var source = await _sources.ResolveAsync(workspace, request.Source, request.RunId, request.ModelId, isPrompt, cancellationToken);
        var version = await _store.CreateAsync(
            workspace,
            new NewModelVersion
            {
                Name = request.Name,
                Source = request.Source,
                StorageLocation = source.StorageLocation,
                RunId = request.RunId.Length > 0 ? request.RunId : source.RunId,
                RunLink = request.RunLink,
                Description = request.Description,
                Tags = request.Tags,
                LoggedModelId = isPrompt ? "" : request.ModelId,
                AwaitsInspection = await _files.AnyAsync(workspace, source.StorageLocation, cancellationToken),
            },
            cancellationToken);
        await NotifyAsync(ModelVersionChangeKind.Created, workspace, version.Name, version.Version);
        return version;
    }

    /// <summary>Reads a version (rpc <c>getModelVersion</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown version.</exception>
    public ValueTask<ModelVersion> GetAsync(string workspace, string name, string version, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        return _store.GetAsync(workspace, name, RegistryRules.ParseVersion(version), cancellationToken);
    }

    /// <summary>
    /// Reads the version that an alias names (rpc <c>getModelVersionByAlias</c>); <c>latest</c> is the first of the latest versions.
    /// </summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for an unknown alias; <c>RESOURCE_DOES_NOT_EXIST</c> for an
    /// unknown model, and for <c>latest</c> of one without versions.</exception>
    public async ValueTask<ModelVersion> GetByAliasAsync(string workspace, string name, string alias, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckAlias(alias);
        if (RegistryRules.IsLatest(alias))
        {
            var latest = await _models.GetLatestVersionsAsync(workspace, name, [], cancellationToken);
            return latest.Count > 0 ? latest[0] : throw MlflowException.ResourceDoesNotExist($"Latest version not found for model {name}.");
        }

        return await _store.FindByAliasAsync(workspace, name, alias, cancellationToken)
            ?? throw MlflowException.InvalidParameterValue($"Registered model alias {alias} not found.");
    }

    /// <summary>Where a version's files are (rpc <c>getModelVersionDownloadUri</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A URI; only those of <see cref="ArtifactUri.IsServed"/> are kept by this server.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown version.</exception>
    public async ValueTask<string> GetDownloadUriAsync(string workspace, string name, string version, CancellationToken cancellationToken) =>
        (await GetAsync(workspace, name, version, cancellationToken)).StorageLocation;

    /// <summary>Replaces the description (rpc <c>updateModelVersion</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="description">The new text, or null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown version.</exception>
    public async ValueTask<ModelVersion> UpdateAsync(string workspace, string name, string version, string? description, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckDescription(description);
        var changed = await _store.UpdateAsync(workspace, name, RegistryRules.ParseVersion(version), description, cancellationToken);
        await NotifyAsync(ModelVersionChangeKind.Updated, workspace, name, changed.Version);
        return changed;
    }

    /// <summary>Moves a version to a stage (rpc <c>transitionModelVersionStage</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="stage">A stage's name in any case.</param>
    /// <param name="archiveOthers">Whether the other versions in that stage, which must then be Staging or Production, are
    /// archived.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version after the change.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for an unknown stage, and one that can't be cleared;
    /// <c>RESOURCE_DOES_NOT_EXIST</c> for an unknown version.</exception>
    public async ValueTask<ModelVersion> SetStageAsync(
        string workspace, string name, string version, string stage, bool archiveOthers, CancellationToken cancellationToken)
    {
        var target = RegistryRules.ParseStage(stage);
        if (archiveOthers && target is not (ModelStage.Staging or ModelStage.Production))
        {
            // The original answers 500 here, which its client retries for minutes.
            throw MlflowException.InvalidParameterValue(
                $"Model version transition cannot archive existing model versions because '{stage}' is not an Active stage. Valid stages are ['Staging', 'Production']");
        }

        RegistryRules.CheckName(name);
        var changed = await _store.SetStageAsync(workspace, name, RegistryRules.ParseVersion(version), target, archiveOthers, cancellationToken);
        await NotifyAsync(ModelVersionChangeKind.Updated, workspace, name, archiveOthers ? null : changed.Version);
        return changed;
    }

    /// <summary>Deletes a version (rpc <c>deleteModelVersion</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown version.</exception>
    public async ValueTask DeleteAsync(string workspace, string name, string version, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        var number = RegistryRules.ParseVersion(version);
        await _store.DeleteAsync(workspace, name, number, cancellationToken);
        await NotifyAsync(ModelVersionChangeKind.Deleted, workspace, name, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Sets a tag (rpc <c>setModelVersionTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask SetTagAsync(string workspace, string name, string version, Tag tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        RegistryRules.CheckName(name);
        RegistryRules.CheckTag(tag);
        return _store.SetTagAsync(workspace, name, RegistryRules.ParseVersion(version), tag.Key, tag.Value, cancellationToken);
    }

    /// <summary>Removes a tag, if it is there (rpc <c>deleteModelVersionTag</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the change is durable.</returns>
    public ValueTask DeleteTagAsync(string workspace, string name, string version, string key, CancellationToken cancellationToken)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckTagKey(key);
        return _store.SetTagAsync(workspace, name, RegistryRules.ParseVersion(version), key, null, cancellationToken);
    }

    /// <inheritdoc cref="IModelVersionStore.SearchAsync"/>
    internal ValueTask<Page<ModelVersion>> SearchAsync(string workspace, ModelVersionQuery query, CancellationToken cancellationToken) =>
        _store.SearchAsync(workspace, query, cancellationToken);

    private ValueTask NotifyAsync(ModelVersionChangeKind kind, string workspace, string name, string? version) =>
        _observers.NotifyAsync(new ModelVersionChange(kind, workspace, name, version));
}
