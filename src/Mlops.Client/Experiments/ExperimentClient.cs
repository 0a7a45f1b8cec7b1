using Mlops.Client.Http;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Json;

namespace Mlops.Client;

/// <summary>Experiments: named groups of runs. All failures are <see cref="MlopsException"/>.</summary>
public class ExperimentClient
{
    private readonly Transport _transport;

    /// <summary>For a stand-in in tests.</summary>
    protected ExperimentClient() => _transport = null!;

    internal ExperimentClient(Transport transport) => _transport = transport;

    /// <summary>Creates an experiment (rpc <c>createExperiment</c>).</summary>
    /// <param name="name">A name that no experiment of the workspace has, deleted ones included.</param>
    /// <param name="artifactLocation">The URI below which its runs keep artifacts; null for the server's choice.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The experiment's id.</returns>
    /// <exception cref="MlopsException"><c>RESOURCE_ALREADY_EXISTS</c> when the name is taken.</exception>
    public virtual async Task<string> CreateAsync(
        string name, string? artifactLocation = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var answer = await _transport.CallAsync(
            HttpMethod.Post, "experiments/create", new CreateExperiment(name, artifactLocation, tags), ClientJson.Default.CreateExperiment,
            TrackingJson.TypeInfo<CreateExperimentResponse>(), Repeat.IfUnsent, cancellationToken);
        return Rpc.Needed(answer.ExperimentId);
    }

    /// <summary>Gets an experiment by its id (rpc <c>getExperiment</c>).</summary>
    /// <param name="experimentId">The id, such as <c>1</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>RESOURCE_DOES_NOT_EXIST</c> for an id that does not exist.</exception>
    public virtual async Task<Experiment> GetAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        var answer = await _transport.GetAsync(
            "experiments/get", new Query().Add("experiment_id", experimentId), TrackingJson.TypeInfo<GetExperimentResponse>(), cancellationToken);
        return Rpc.Needed(answer.Experiment);
    }

    /// <summary>Finds an experiment by its name, active or deleted (rpc <c>getExperimentByName</c>).</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The experiment, or null when there is none of that name.</returns>
    public virtual async Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            var answer = await _transport.GetAsync(
                "experiments/get-by-name", new Query().Add("experiment_name", name), TrackingJson.TypeInfo<GetExperimentResponse>(), cancellationToken);
            return Rpc.Needed(answer.Experiment);
        }
        catch (MlopsException error) when (error.ErrorCode == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <summary>Gets the experiment of a name, creating it where it is missing; safe for several callers at once.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>INVALID_STATE</c> when the experiment of that name is deleted: restore it or choose another
    /// name.</exception>
    public virtual async Task<Experiment> GetOrCreateAsync(string name, CancellationToken cancellationToken = default)
    {
        var found = await FindByNameAsync(name, cancellationToken);
        if (found is null)
        {
            try
            {
                return await GetAsync(await CreateAsync(name, cancellationToken: cancellationToken), cancellationToken);
            }
            catch (MlopsException error) when (error.ErrorCode == ErrorCode.ResourceAlreadyExists)
            {
                // Somebody else was quicker.
                found = await FindByNameAsync(name, cancellationToken);
                if (found is null)
                {
                    throw;
                }
            }
        }

        return found.LifecycleStage == LifecycleStage.Active
            ? found
            : throw new MlopsException(ErrorCode.InvalidState, null, $"The experiment '{name}' ({found.ExperimentId}) is deleted. Restore it or choose another name.") { IsLocal = true };
    }

    /// <summary>Searches experiments, fetching page after page (rpc <c>searchExperiments</c>).</summary>
    /// <param name="filter">Such as <c>name LIKE 'flower%' AND tags.team = 'land'</c>; null for all.</param>
    /// <param name="orderBy">Such as <c>creation_time DESC</c>; null for newest first.</param>
    /// <param name="viewType">Active ones, deleted ones, or both.</param>
    /// <param name="pageSize">How many the server sends at a time, 1 to 50,000.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual IAsyncEnumerable<Experiment> SearchAsync(
        string? filter = null, IReadOnlyList<string>? orderBy = null, ViewType viewType = ViewType.ActiveOnly, int pageSize = 1000,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return Pages.AllAsync(
            async (token, cancel) =>
            {
                var answer = await _transport.CallAsync(
                    HttpMethod.Post, "experiments/search", new SearchExperiments(filter, orderBy, viewType, pageSize, token), ClientJson.Default.SearchExperiments,
                    TrackingJson.TypeInfo<SearchExperimentsResponse>(), Repeat.Freely, cancel);
                return Pages.Of(answer.Experiments, answer.NextPageToken);
            },
            cancellationToken);
    }

    /// <summary>Renames an experiment (rpc <c>updateExperiment</c>).</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task RenameAsync(string experimentId, string newName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentException.ThrowIfNullOrEmpty(newName);
        return _transport.DoAsync(
            HttpMethod.Post, "experiments/update", new UpdateExperiment(experimentId, newName), ClientJson.Default.UpdateExperiment, Repeat.Freely, cancellationToken);
    }

    /// <summary>Deletes an experiment and its runs softly (rpc <c>deleteExperiment</c>).</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteAsync(string experimentId, CancellationToken cancellationToken = default) =>
        ReferToAsync("experiments/delete", experimentId, cancellationToken);

    /// <summary>Brings a deleted experiment and its runs back (rpc <c>restoreExperiment</c>).</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task RestoreAsync(string experimentId, CancellationToken cancellationToken = default) =>
        ReferToAsync("experiments/restore", experimentId, cancellationToken);

    /// <summary>Sets a tag, replacing one of the same key (rpc <c>setExperimentTag</c>).</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="value">The tag's text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task SetTagAsync(string experimentId, string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return _transport.DoAsync(
            HttpMethod.Post, "experiments/set-experiment-tag", new ExperimentTag(experimentId, key, value), ClientJson.Default.ExperimentTag, Repeat.Freely, cancellationToken);
    }

    /// <summary>Deletes a tag (rpc <c>deleteExperimentTag</c>).</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteTagAsync(string experimentId, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _transport.DoAsync(
            HttpMethod.Post, "experiments/delete-experiment-tag", new ExperimentTag(experimentId, key, null), ClientJson.Default.ExperimentTag, Repeat.IfUnsent, cancellationToken);
    }

    private Task ReferToAsync(string path, string experimentId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        return _transport.DoAsync(
            HttpMethod.Post, path, new ExperimentReference(experimentId), ClientJson.Default.ExperimentReference, Repeat.IfUnsent, cancellationToken);
    }
}
