using Mlops.Client.Http;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Json;
using Mlops.Tracking.Registry;

namespace Mlops.Client;

/// <summary>Registered models: named lines of versions. All failures are <see cref="MlopsException"/>.</summary>
public class RegisteredModelClient
{
    private const string Route = "registered-models/";
    private readonly Transport _transport;

    /// <summary>For a stand-in in tests.</summary>
    protected RegisteredModelClient() => _transport = null!;

    internal RegisteredModelClient(Transport transport) => _transport = transport;

    /// <summary>Creates a model without versions (rpc <c>createRegisteredModel</c>).</summary>
    /// <param name="name">A name that no model of the workspace has; without <c>/</c> and <c>:</c>.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>RESOURCE_ALREADY_EXISTS</c> when the name is taken.</exception>
    public virtual async Task<RegisteredModel> CreateAsync(
        string name, string? description = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var answer = await _transport.CallAsync(
            HttpMethod.Post, Route + "create", new CreateModel(name, description, tags), ClientJson.Default.CreateModel,
            TrackingJson.TypeInfo<RegisteredModelResponse>(), Repeat.IfUnsent, cancellationToken);
        return Rpc.Needed(answer.RegisteredModel);
    }

    /// <summary>Gets a model with its latest versions, tags and aliases (rpc <c>getRegisteredModel</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>RESOURCE_DOES_NOT_EXIST</c> for a name that does not exist.</exception>
    public virtual async Task<RegisteredModel> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var answer = await _transport.GetAsync(Route + "get", new Query().Add("name", name), TrackingJson.TypeInfo<RegisteredModelResponse>(), cancellationToken);
        return Rpc.Needed(answer.RegisteredModel);
    }

    /// <summary>Gets the model of a name, creating it where it is missing; safe for several callers at once.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<RegisteredModel> GetOrCreateAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(name, cancellationToken);
        }
        catch (MlopsException error) when (error.ErrorCode == ErrorCode.ResourceDoesNotExist)
        {
            try
            {
                return await CreateAsync(name, cancellationToken: cancellationToken);
            }
            catch (MlopsException race) when (race.ErrorCode == ErrorCode.ResourceAlreadyExists)
            {
                return await GetAsync(name, cancellationToken);
            }
        }
    }

    /// <summary>Searches models, fetching page after page (rpc <c>searchRegisteredModels</c>).</summary>
    /// <param name="filter">Such as <c>name LIKE 'flood%'</c>; null for all.</param>
    /// <param name="orderBy">Such as <c>last_updated_timestamp DESC</c>; null for by name.</param>
    /// <param name="pageSize">How many the server sends at a time, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual IAsyncEnumerable<RegisteredModel> SearchAsync(
        string? filter = null, IReadOnlyList<string>? orderBy = null, int pageSize = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return Pages.AllAsync(
            async (token, cancel) =>
            {
                var query = new Query().Add("filter", filter).Add("max_results", pageSize).Add("order_by", orderBy).Add("page_token", token);
                var answer = await _transport.GetAsync(Route + "search", query, TrackingJson.TypeInfo<SearchRegisteredModelsResponse>(), cancel);
                return Pages.Of(answer.RegisteredModels, answer.NextPageToken);
            },
            cancellationToken);
    }

    /// <summary>Renames a model with all that belongs to it (rpc <c>renameRegisteredModel</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<RegisteredModel> RenameAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(newName);
        var answer = await _transport.CallAsync(
            HttpMethod.Post, Route + "rename", new RenameModel(name, newName), ClientJson.Default.RenameModel,
            TrackingJson.TypeInfo<RegisteredModelResponse>(), Repeat.IfUnsent, cancellationToken);
        return Rpc.Needed(answer.RegisteredModel);
    }

    /// <summary>Changes the description (rpc <c>updateRegisteredModel</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<RegisteredModel> UpdateAsync(string name, string description, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(description);
        var answer = await _transport.CallAsync(
            HttpMethod.Patch, Route + "update", new UpdateModel(name, description), ClientJson.Default.UpdateModel,
            TrackingJson.TypeInfo<RegisteredModelResponse>(), Repeat.Freely, cancellationToken);
        return Rpc.Needed(answer.RegisteredModel);
    }

    /// <summary>Deletes a model with its versions for good; their files stay (rpc <c>deleteRegisteredModel</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _transport.DoAsync(HttpMethod.Delete, Route + "delete", new ModelReference(name), ClientJson.Default.ModelReference, Repeat.IfUnsent, cancellationToken);
    }

    /// <summary>Sets a tag, replacing one of the same key (rpc <c>setRegisteredModelTag</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="value">The tag's text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task SetTagAsync(string name, string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return _transport.DoAsync(HttpMethod.Post, Route + "set-tag", new ModelTag(name, key, value), ClientJson.Default.ModelTag, Repeat.Freely, cancellationToken);
    }

    /// <summary>Deletes a tag; nothing happens where there is none (rpc <c>deleteRegisteredModelTag</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteTagAsync(string name, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _transport.DoAsync(HttpMethod.Delete, Route + "delete-tag", new ModelTag(name, key, null), ClientJson.Default.ModelTag, Repeat.Freely, cancellationToken);
    }

    /// <summary>Points an alias at a version, wherever it pointed before (rpc <c>setRegisteredModelAlias</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">Such as <c>champion</c>.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task SetAliasAsync(string name, string alias, string version, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(alias);
        ArgumentException.ThrowIfNullOrEmpty(version);
        return _transport.DoAsync(
            HttpMethod.Post, Route + "alias", new ModelAlias(name, alias, version), ClientJson.Default.ModelAlias, Repeat.Freely, cancellationToken);
    }

    /// <summary>Deletes an alias; nothing happens where there is none (rpc <c>deleteRegisteredModelAlias</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(alias);
        return _transport.DoAsync(
            HttpMethod.Delete, Route + "alias", new ModelAlias(name, alias, null), ClientJson.Default.ModelAlias, Repeat.Freely, cancellationToken);
    }
}
