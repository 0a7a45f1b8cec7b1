using Mlops.Client.Http;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Json;
using Mlops.Tracking.Registry;

namespace Mlops.Client;

/// <summary>Versions of registered models. All failures are <see cref="MlopsException"/>.</summary>
public class ModelVersionClient
{
    private const string Route = "model-versions/";
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly Transport _transport;

    /// <summary>For a stand-in in tests.</summary>
    protected ModelVersionClient() => _transport = null!;

    internal ModelVersionClient(Transport transport) => _transport = transport;

    /// <summary>
    /// Registers files as the next version of a model that exists (rpc <c>createModelVersion</c>). The server may inspect them afterwards:
    /// see <see cref="WaitUntilReadyAsync"/>.
    /// </summary>
    /// <param name="name">The model's name.</param>
    /// <param name="source">The URI of the files, such as a run's artifact URI and a path in it.</param>
    /// <param name="runId">The run that made them.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ModelVersion> CreateAsync(
        string name, string source, string? runId = null, string? description = null, IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return OneAsync(_transport.CallAsync(
            HttpMethod.Post, Route + "create", new CreateVersion(name, source, runId, description, tags), ClientJson.Default.CreateVersion,
            TrackingJson.TypeInfo<ModelVersionResponse>(), Repeat.IfUnsent, cancellationToken));
    }

    /// <summary>Gets a version (rpc <c>getModelVersion</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>RESOURCE_DOES_NOT_EXIST</c> for a version that does not exist.</exception>
    public virtual Task<ModelVersion> GetAsync(string name, string version, CancellationToken cancellationToken = default) =>
        OneAsync(_transport.GetAsync(Route + "get", Reference(name, version), TrackingJson.TypeInfo<ModelVersionResponse>(), cancellationToken));

    /// <summary>Gets the version that an alias points at (rpc <c>getModelVersionByAlias</c>); <c>latest</c> is the newest one.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ModelVersion> GetByAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(alias);
        return OneAsync(_transport.GetAsync(
            "registered-models/alias", new Query().Add("name", name).Add("alias", alias), TrackingJson.TypeInfo<ModelVersionResponse>(), cancellationToken));
    }

    /// <summary>Gets the newest version of each stage (rpc <c>getLatestVersions</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="stages">The stages to look at; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<IReadOnlyList<ModelVersion>> GetLatestAsync(
        string name, IReadOnlyList<ModelStage>? stages = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var query = new Query().Add("name", name).Add("stages", stages?.Select(stage => stage.ToString()));
        var answer = await _transport.GetAsync("registered-models/get-latest-versions", query, TrackingJson.TypeInfo<ModelVersionsResponse>(), cancellationToken);
        return answer.ModelVersions ?? [];
    }

    /// <summary>Searches versions, fetching page after page (rpc <c>searchModelVersions</c>).</summary>
    /// <param name="filter">Such as <c>name = 'flower-classifier'</c> or <c>run_id = '…'</c>; null for all.</param>
    /// <param name="orderBy">Such as <c>version_number DESC</c>; null for the last changed first.</param>
    /// <param name="pageSize">How many the server sends at a time.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual IAsyncEnumerable<ModelVersion> SearchAsync(
        string? filter = null, IReadOnlyList<string>? orderBy = null, int pageSize = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return Pages.AllAsync(
            async (token, cancel) =>
            {
                var query = new Query().Add("filter", filter).Add("max_results", pageSize).Add("order_by", orderBy).Add("page_token", token);
                var answer = await _transport.GetAsync(Route + "search", query, TrackingJson.TypeInfo<ModelVersionsResponse>(), cancel);
                return Pages.Of(answer.ModelVersions, answer.NextPageToken);
            },
            cancellationToken);
    }

    /// <summary>Waits until the server has inspected a version and may be asked for it.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="timeout">How long to wait; null for five minutes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version in state <see cref="ModelVersionStatus.Ready"/>.</returns>
    /// <exception cref="MlopsException">
    /// <c>INVALID_STATE</c> with the version's status message when the inspection refused it; <c>DEADLINE_EXCEEDED</c> when the time is
    /// over.
    /// </exception>
    public virtual async Task<ModelVersion> WaitUntilReadyAsync(
        string name, string version, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var found = await WaitForAsync(name, version, static state => state.Status != ModelVersionStatus.PendingRegistration, timeout, cancellationToken);
        return found.Status == ModelVersionStatus.Ready
            ? found
            : throw new MlopsException(ErrorCode.InvalidState, null, $"Version {version} of '{name}' was refused: {found.StatusMessage}") { IsLocal = true };
    }

    /// <summary>Looks at a version again and again until it is as wished, such as when it has a tag that the server sets later.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="condition">Whether to stop.</param>
    /// <param name="timeout">How long to wait; null for five minutes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MlopsException"><c>DEADLINE_EXCEEDED</c> when the time is over.</exception>
    public virtual async Task<ModelVersion> WaitForAsync(
        string name, string version, Func<ModelVersion, bool> condition, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var patience = timeout ?? TimeSpan.FromMinutes(5);
        var start = _transport.Time.GetTimestamp();
        for (var pause = FirstLook; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var found = await GetAsync(name, version, cancellationToken);
            if (condition(found))
            {
                return found;
            }

            if (_transport.Time.GetElapsedTime(start) + pause > patience)
            {
                throw new MlopsException(
                    ErrorCode.DeadlineExceeded, null, $"Version {version} of '{name}' is still {found.Status} after {patience.TotalSeconds:0.###} s.")
                { IsLocal = true };
            }

            await Task.Delay(pause, _transport.Time, cancellationToken);
        }
    }

    /// <summary>Changes the description (rpc <c>updateModelVersion</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ModelVersion> UpdateAsync(string name, string version, string description, CancellationToken cancellationToken = default)
    {
        Check(name, version);
        ArgumentNullException.ThrowIfNull(description);
        return OneAsync(_transport.CallAsync(
            HttpMethod.Patch, Route + "update", new UpdateVersion(name, version, description), ClientJson.Default.UpdateVersion,
            TrackingJson.TypeInfo<ModelVersionResponse>(), Repeat.Freely, cancellationToken));
    }

    /// <summary>Moves a version to a stage (rpc <c>transitionModelVersionStage</c>). Aliases have superseded stages.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="archiveExisting">Whether the versions that are there now are archived; for Staging and Production only.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<ModelVersion> TransitionStageAsync(
        string name, string version, ModelStage stage, bool archiveExisting = false, CancellationToken cancellationToken = default)
    {
        Check(name, version);
        return OneAsync(_transport.CallAsync(
            HttpMethod.Post, Route + "transition-stage", new TransitionStage(name, version, stage.ToString(), archiveExisting), ClientJson.Default.TransitionStage,
            TrackingJson.TypeInfo<ModelVersionResponse>(), Repeat.Freely, cancellationToken));
    }

    /// <summary>Deletes a version for good; its files stay (rpc <c>deleteModelVersion</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteAsync(string name, string version, CancellationToken cancellationToken = default)
    {
        Check(name, version);
        return _transport.DoAsync(
            HttpMethod.Delete, Route + "delete", new VersionReference(name, version), ClientJson.Default.VersionReference, Repeat.IfUnsent, cancellationToken);
    }

    /// <summary>Sets a tag, replacing one of the same key (rpc <c>setModelVersionTag</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="value">The tag's text.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task SetTagAsync(string name, string version, string key, string value, CancellationToken cancellationToken = default)
    {
        Check(name, version);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return _transport.DoAsync(
            HttpMethod.Post, Route + "set-tag", new VersionTag(name, version, key, value), ClientJson.Default.VersionTag, Repeat.Freely, cancellationToken);
    }

    /// <summary>Deletes a tag; nothing happens where there is none (rpc <c>deleteModelVersionTag</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteTagAsync(string name, string version, string key, CancellationToken cancellationToken = default)
    {
        Check(name, version);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _transport.DoAsync(
            HttpMethod.Delete, Route + "delete-tag", new VersionTag(name, version, key, null), ClientJson.Default.VersionTag, Repeat.Freely, cancellationToken);
    }

    /// <summary>Where the version's files are (rpc <c>getModelVersionDownloadUri</c>).</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<string> GetDownloadUriAsync(string name, string version, CancellationToken cancellationToken = default)
    {
        var answer = await _transport.GetAsync(
            Route + "get-download-uri", Reference(name, version), TrackingJson.TypeInfo<DownloadUriResponse>(), cancellationToken);
        return Rpc.Needed(answer.ArtifactUri);
    }

    private static Query Reference(string name, string version)
    {
        Check(name, version);
        return new Query().Add("name", name).Add("version", version);
    }

    private static void Check(string name, string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(version);
    }

    private static async Task<ModelVersion> OneAsync(Task<ModelVersionResponse> answer) => Rpc.Needed((await answer).ModelVersion);
}
