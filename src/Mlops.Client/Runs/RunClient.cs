using Mlops.Client.Http;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Json;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Client;

/// <summary>
/// Runs by their ids, one rpc per method. A training script is better served by <see cref="MlopsClient.StartRunAsync"/>.
/// All failures are <see cref="MlopsException"/>.
/// </summary>
public class RunClient
{
    private const int HistoryPageSize = 25_000;
    private readonly Transport _transport;

    /// <summary>For a stand-in in tests.</summary>
    protected RunClient() => _transport = null!;

    internal RunClient(Transport transport) => _transport = transport;

    /// <summary>Creates a run in state <see cref="RunStatus.Running"/> (rpc <c>createRun</c>).</summary>
    /// <param name="experimentId">The experiment's id.</param>
    /// <param name="runName">The name shown to people; null for the server's choice.</param>
    /// <param name="userId">Who starts it.</param>
    /// <param name="startTime">When it starts; null for now.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task<Run> CreateAsync(
        string experimentId, string? runName = null, string? userId = null, DateTimeOffset? startTime = null, IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentId);
        var request = new CreateRun(experimentId, runName, userId, (startTime ?? _transport.Time.GetUtcNow()).ToUnixTimeMilliseconds(), tags);
        var answer = await _transport.CallAsync(
            HttpMethod.Post, "runs/create", request, ClientJson.Default.CreateRun, TrackingJson.TypeInfo<RunResponse>(), Repeat.IfUnsent, cancellationToken);
        return Rpc.Needed(answer.Run);
    }

    /// <summary>Gets a run with its latest metrics, parameters, tags and inputs (rpc <c>getRun</c>).</summary>
    /// <param name="runId">The id, 32 hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>RESOURCE_DOES_NOT_EXIST</c> for an id that does not exist.</exception>
    public virtual async Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        var answer = await _transport.GetAsync("runs/get", new Query().Add("run_id", runId), TrackingJson.TypeInfo<RunResponse>(), cancellationToken);
        return Rpc.Needed(answer.Run);
    }

    /// <summary>Searches runs, fetching page after page (rpc <c>searchRuns</c>).</summary>
    /// <param name="experimentIds">The experiments to search.</param>
    /// <param name="filter">Such as <c>metrics.loss &lt; 0.3 AND params.optimizer = 'sgd'</c>; null for all.</param>
    /// <param name="orderBy">Such as <c>metrics.loss ASC</c>; null for the newest first.</param>
    /// <param name="viewType">Active ones, deleted ones, or both.</param>
    /// <param name="pageSize">How many the server sends at a time, 1 to 50,000.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public virtual IAsyncEnumerable<Run> SearchAsync(
        IReadOnlyList<string> experimentIds, string? filter = null, IReadOnlyList<string>? orderBy = null, ViewType viewType = ViewType.ActiveOnly,
        int pageSize = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        return Pages.AllAsync(
            async (token, cancel) =>
            {
                var answer = await _transport.CallAsync(
                    HttpMethod.Post, "runs/search", new SearchRuns(experimentIds, filter, viewType, pageSize, orderBy, token), ClientJson.Default.SearchRuns,
                    TrackingJson.TypeInfo<SearchRunsResponse>(), Repeat.Freely, cancel);
                return Pages.Of(answer.Runs, answer.NextPageToken);
            },
            cancellationToken);
    }

    /// <summary>Changes state, end or name of a run; null leaves as is (rpc <c>updateRun</c>).</summary>
    /// <param name="runId">The id.</param>
    /// <param name="status">The new state.</param>
    /// <param name="endTime">When it ended.</param>
    /// <param name="runName">The new name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run after the change.</returns>
    public virtual async Task<RunInfo> UpdateAsync(
        string runId, RunStatus? status = null, DateTimeOffset? endTime = null, string? runName = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        var answer = await _transport.CallAsync(
            HttpMethod.Post, "runs/update", new UpdateRun(runId, status, endTime?.ToUnixTimeMilliseconds(), runName), ClientJson.Default.UpdateRun,
            TrackingJson.TypeInfo<UpdateRunResponse>(), Repeat.Freely, cancellationToken);
        return Rpc.Needed(answer.RunInfo);
    }

    /// <summary>Deletes a run softly (rpc <c>deleteRun</c>).</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteAsync(string runId, CancellationToken cancellationToken = default) => ReferToAsync("runs/delete", runId, cancellationToken);

    /// <summary>Brings a deleted run back (rpc <c>restoreRun</c>).</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task RestoreAsync(string runId, CancellationToken cancellationToken = default) => ReferToAsync("runs/restore", runId, cancellationToken);

    /// <summary>
    /// Logs metric points, parameters and tags, all or nothing (rpc <c>logBatch</c>). At most 1,000 in all, 100 of them parameters and
    /// 100 tags.
    /// </summary>
    /// <param name="runId">The id.</param>
    /// <param name="batch">What to log.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MlopsException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a limit or changes a parameter.</exception>
    public virtual Task LogBatchAsync(string runId, RunBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(batch);
        var request = new LogBatch(runId, Some(batch.Metrics), Some(batch.Params), Some(batch.Tags));
        return _transport.DoAsync(HttpMethod.Post, "runs/log-batch", request, ClientJson.Default.LogBatch, Repeat.Freely, cancellationToken);

        static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : items;
    }

    /// <summary>Sets a tag, replacing one of the same key (rpc <c>setTag</c>).</summary>
    /// <param name="runId">The id.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="value">The tag's text, at most 8,000 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task SetTagAsync(string runId, string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return _transport.DoAsync(HttpMethod.Post, "runs/set-tag", new RunTag(runId, key, value), ClientJson.Default.RunTag, Repeat.Freely, cancellationToken);
    }

    /// <summary>Deletes a tag (rpc <c>deleteTag</c>).</summary>
    /// <param name="runId">The id.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _transport.DoAsync(HttpMethod.Post, "runs/delete-tag", new RunTag(runId, key, null), ClientJson.Default.RunTag, Repeat.IfUnsent, cancellationToken);
    }

    /// <summary>Notes the datasets that a run reads (rpc <c>logInputs</c>).</summary>
    /// <param name="runId">The id.</param>
    /// <param name="datasets">The datasets with their tags.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> datasets, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(datasets);
        return _transport.DoAsync(HttpMethod.Post, "runs/log-inputs", new LogInputs(runId, datasets), ClientJson.Default.LogInputs, Repeat.Freely, cancellationToken);
    }

    /// <summary>
    /// Reads all points of a metric by timestamp, step and value, fetching page after page (rpc <c>getMetricHistory</c>).
    /// </summary>
    /// <param name="runId">The id.</param>
    /// <param name="metricKey">The metric's name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public virtual IAsyncEnumerable<Metric> GetMetricHistoryAsync(string runId, string metricKey, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentException.ThrowIfNullOrEmpty(metricKey);
        return Pages.AllAsync(
            async (token, cancel) =>
            {
                var query = new Query().Add("run_id", runId).Add("metric_key", metricKey).Add("max_results", HistoryPageSize).Add("page_token", token);
                var answer = await _transport.GetAsync("metrics/get-history", query, ClientJson.Default.MetricHistory, cancel);
                return Pages.Of(answer.Metrics, answer.NextPageToken);
            },
            cancellationToken);
    }

    private Task ReferToAsync(string path, string runId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return _transport.DoAsync(HttpMethod.Post, path, new RunReference(runId), ClientJson.Default.RunReference, Repeat.IfUnsent, cancellationToken);
    }
}
