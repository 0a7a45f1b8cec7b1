using System.Globalization;
using System.Text;
using Mlops.Tracking;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Validation;

namespace Mlops.Client;

/// <summary>
/// A run that is under way. Metrics, parameters and tags are sent in the background, in batches; none is lost as long as the run is ended
/// or disposed and that does not throw. Call <see cref="CompleteAsync"/> at the end of the work: a run that is disposed without is
/// <c>FAILED</c>, as a transaction without a commit is rolled back. All members may be used by several threads.
/// </summary>
public class ActiveRun : IAsyncDisposable
{
    private readonly MlopsClient _client;
    private readonly RunOutbox _outbox;
    private readonly Dictionary<string, string> _params = [];
    private RunStatus? _outcome;
    private volatile bool _settled;

    /// <summary>For a stand-in in tests.</summary>
    protected ActiveRun()
    {
        _client = null!;
        _outbox = null!;
        Info = null!;
    }

    internal ActiveRun(MlopsClient client, RunInfo info, RunStart start)
    {
        _client = client;
        Info = info;
        _outbox = new RunOutbox((batch, cancel) => client.Runs.LogBatchAsync(RunId, batch, cancel), client.Time, start.QueueCapacity, start.BatchDelay);
    }

    /// <summary>The run's id, 32 hexadecimal digits.</summary>
    public virtual string RunId => Info.RunId;

    /// <summary>The run as it was when it started.</summary>
    public virtual RunInfo Info { get; }

    /// <summary>The URI of the run's artifacts, or of one of them.</summary>
    /// <param name="path">A path relative to the run's root, such as <c>model/model.onnx</c>; null for the root.</param>
    /// <returns>Such as <c>mlflow-artifacts:/1/{run id}/artifacts/model/model.onnx</c>, to register a model version from.</returns>
    public virtual string ArtifactUriOf(string? path = null)
    {
        var root = Info.ArtifactUri ?? throw new InvalidOperationException("The server names no place for the run's artifacts.");
        return ArtifactPath.TryParse(path ?? "", out var below, out var reason)
            ? ArtifactUri.Append(root, below)
            : throw new ArgumentException($"{reason}: '{path}'.", nameof(path));
    }

    /// <summary>
    /// Logs a point of a metric, with the present time. Returns at once, unless <see cref="RunStart.QueueCapacity"/> values already wait
    /// for the server.
    /// </summary>
    /// <param name="key">The metric's name: letters, digits, <c>_ - . : /</c> and spaces, at most 250 characters.</param>
    /// <param name="value">The value; NaN and infinities are allowed.</param>
    /// <param name="step">The training step.</param>
    /// <exception cref="ArgumentException">The name breaks the protocol's rules.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    /// <exception cref="MlopsException">There is no room for the value, since the server cannot be reached.</exception>
    public virtual void LogMetric(string key, double value, long step = 0)
    {
        var metric = NewMetric(key, value, step);
        _outbox.Post(values => values.Add(metric));
    }

    /// <summary>As <see cref="LogMetric"/>, but waits for room without blocking a thread.</summary>
    /// <param name="key">The metric's name.</param>
    /// <param name="value">The value; NaN and infinities are allowed.</param>
    /// <param name="step">The training step.</param>
    /// <param name="cancellationToken">Ends the wait; the point is then not logged.</param>
    public virtual ValueTask LogMetricAsync(string key, double value, long step = 0, CancellationToken cancellationToken = default)
    {
        var metric = NewMetric(key, value, step);
        return _outbox.PostAsync(values => values.Add(metric), cancellationToken);
    }

    /// <summary>Logs points of several metrics; see <see cref="LogMetric"/>.</summary>
    /// <param name="metrics">Values by the metrics' names.</param>
    /// <param name="step">The training step.</param>
    public virtual void LogMetrics(IEnumerable<KeyValuePair<string, double>> metrics, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (var (key, value) in metrics)
        {
            LogMetric(key, value, step);
        }
    }

    /// <summary>Logs a parameter, which can never change; logging the same again does nothing.</summary>
    /// <param name="key">The parameter's name, with the rules of a metric's name.</param>
    /// <param name="value">Its value, at most 6,000 characters: the server cuts what is longer.</param>
    /// <exception cref="ArgumentException">The name breaks the protocol's rules, or the parameter has another value already.</exception>
    public virtual void LogParam(string key, string value)
    {
        CheckKey(key, "Param key");
        ArgumentNullException.ThrowIfNull(value);
        lock (_params)
        {
            if (_params.TryGetValue(key, out var known))
            {
                if (known != value)
                {
                    throw new ArgumentException($"The parameter '{key}' has the value '{known}' already; parameters cannot change.", nameof(value));
                }

                return;
            }

            _params.Add(key, value);
        }

        _outbox.Post(values => values.Add(new Param(key, value)));
    }

    /// <summary>Logs a parameter as the invariant culture writes it.</summary>
    /// <typeparam name="T">A number, a date, an enumeration …</typeparam>
    /// <param name="key">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    public virtual void LogParam<T>(string key, T value)
        where T : IFormattable
    {
        ArgumentNullException.ThrowIfNull(value);
        LogParam(key, value.ToString(null, CultureInfo.InvariantCulture));
    }

    /// <summary>Logs a parameter as <c>true</c> or <c>false</c>.</summary>
    /// <param name="key">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    public virtual void LogParam(string key, bool value) => LogParam(key, value ? "true" : "false");

    /// <summary>Logs several parameters; see <see cref="LogParam(string, string)"/>.</summary>
    /// <param name="parameters">Values by the parameters' names.</param>
    public virtual void LogParams(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (key, value) in parameters)
        {
            LogParam(key, value);
        }
    }

    /// <summary>Sets a tag, replacing one of the same key.</summary>
    /// <param name="key">The tag's name, with the rules of a metric's name.</param>
    /// <param name="value">The tag's text, at most 8,000 characters: the server cuts what is longer.</param>
    public virtual void SetTag(string key, string value)
    {
        CheckKey(key, "Tag key");
        ArgumentNullException.ThrowIfNull(value);
        _outbox.Post(values => values.Add(new Tag(key, value)));
    }

    /// <summary>Notes a dataset that the run reads (rpc <c>logInputs</c>).</summary>
    /// <param name="dataset">The dataset; <see cref="DatasetFile.DescribeAsync"/> makes one of a file.</param>
    /// <param name="context">What it is read for, such as <c>training</c> or <c>evaluation</c> (tag <c>mlflow.data.context</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task LogDatasetAsync(Dataset dataset, string? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var input = new DatasetInput { Dataset = dataset, Tags = context is null ? [] : [new Tag("mlflow.data.context", context)] };
        return _client.Runs.LogInputsAsync(RunId, [input], cancellationToken);
    }

    /// <summary>Uploads a file (rpc <c>uploadArtifact</c>).</summary>
    /// <param name="localFile">The file to read.</param>
    /// <param name="directory">The directory below the run's root that gets it; null for the root.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The artifact's URI.</returns>
    public virtual async Task<string> LogArtifactAsync(
        string localFile, string? directory = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        var name = Path.GetFileName(localFile);
        var uri = ArtifactUriOf(string.IsNullOrEmpty(directory) ? name : $"{directory.TrimEnd('/')}/{name}");
        await _client.Artifacts.UploadFileAsync(localFile, uri, progress, cancellationToken);
        return uri;
    }

    /// <summary>Uploads the files of a folder and of those in it (rpc <c>uploadArtifact</c>).</summary>
    /// <param name="localFolder">The folder to read.</param>
    /// <param name="directory">The directory below the run's root that its files come to lie in; null for the root.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The directory's URI.</returns>
    public virtual async Task<string> LogArtifactsAsync(
        string localFolder, string? directory = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var uri = ArtifactUriOf(directory?.TrimEnd('/'));
        await _client.Artifacts.UploadFolderAsync(localFolder, uri, progress, cancellationToken);
        return uri;
    }

    /// <summary>Uploads a text as a file in UTF-8 (rpc <c>uploadArtifact</c>).</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file's path below the run's root, such as <c>reports/confusion.csv</c>.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The artifact's URI.</returns>
    public virtual async Task<string> LogTextAsync(string text, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var uri = ArtifactUriOf(path);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await _client.Artifacts.UploadAsync(bytes, uri, cancellationToken: cancellationToken);
        return uri;
    }

    /// <summary>Waits until everything logged so far has reached the server.</summary>
    /// <param name="cancellationToken">Ends the wait, not the sending.</param>
    /// <exception cref="MlopsException">The server could not be reached, in which case everything is kept and sent later, or it refused
    /// some of the values.</exception>
    public virtual async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _outbox.DeliverAsync(cancellationToken);
        if (_outbox.TakeRefusal() is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Ends the run well: sends what is left and sets the state <see cref="RunStatus.Finished"/>.</summary>
    /// <param name="cancellationToken">Ends the call; it may be made again.</param>
    /// <exception cref="MlopsException">
    /// The server could not be reached, in which case the call may be made again, or it refused some of the values; the run has then
    /// ended nonetheless.
    /// </exception>
    public virtual Task CompleteAsync(CancellationToken cancellationToken = default) => EndAsync(RunStatus.Finished, cancellationToken);

    /// <summary>Ends the run as failed: sends what is left and sets the state <see cref="RunStatus.Failed"/>.</summary>
    /// <param name="cancellationToken">Ends the call; it may be made again.</param>
    public virtual Task FailAsync(CancellationToken cancellationToken = default) => EndAsync(RunStatus.Failed, cancellationToken);

    /// <summary>Ends the run: sends what is left and sets the state. Nothing can be logged from here on.</summary>
    /// <param name="status">The state.</param>
    /// <param name="cancellationToken">Ends the call; it may be made again.</param>
    public virtual async Task EndAsync(RunStatus status, CancellationToken cancellationToken = default)
    {
        _outbox.Close();
        _outcome = status;
        try
        {
            await _outbox.DeliverAsync(cancellationToken);
            await _client.Runs.UpdateAsync(RunId, status, _client.Time.GetUtcNow(), cancellationToken: cancellationToken);
            _settled = true;
        }
        catch (MlopsException)
        {
            // The caller knows; disposing need not try, and fail, once more.
            _settled = true;
            throw;
        }

        if (_outbox.TakeRefusal() is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Ends the run as failed, unless it was ended; see <see cref="FailAsync"/>.</summary>
    /// <exception cref="MlopsException">Values were lost: the server could not be reached, or refused them.</exception>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            if (!_settled)
            {
                await EndAsync(_outcome ?? RunStatus.Failed, CancellationToken.None);
            }
        }
        finally
        {
            await _outbox.DisposeAsync();
        }
    }

    private Metric NewMetric(string key, double value, long step)
    {
        CheckKey(key, "Metric name");
        return new Metric(key, value, _client.Time.GetUtcNow().ToUnixTimeMilliseconds(), step);
    }

    // What the server would refuse is better found where it is written.
    private static void CheckKey(string key, string what)
    {
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            EntityName.CheckKey(nameof(key), what, key);
        }
        catch (MlflowException error)
        {
            throw new ArgumentException(error.Message, nameof(key), error);
        }
    }
}
