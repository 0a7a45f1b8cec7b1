using Mlops.Client.Http;

namespace Mlops.Client;

/// <summary>
/// A tracking server that speaks the MLflow protocol, and the STAC catalog beside it. One client serves a whole program: it cannot change
/// and may be used by many threads at once.
/// </summary>
public class MlopsClient : IDisposable
{
    private readonly HttpClient? _owned;

    /// <summary>Makes a client.</summary>
    /// <param name="trackingUri">
    /// What <c>MLFLOW_TRACKING_URI</c> holds: the server's root, such as <c>http://127.0.0.1:5000</c>, or the URI of a project, such as
    /// <c>https://host/mlflow/group/project/tracking/</c>. A user name and password in it are taken for credentials when the options have
    /// none.
    /// </param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The URI is not absolute http or https, or an option has no sense.</exception>
    public MlopsClient(Uri trackingUri, MlopsClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trackingUri);
        options ??= new MlopsClientOptions();
        options.Check(nameof(options));
        var address = new ServerAddress(trackingUri, options.CatalogUri);
        var http = options.HttpClient ?? (options.Handler is { } handler ? new HttpClient(handler, disposeHandler: false) : _owned = new HttpClient(NewHandler()));
        if (options.HttpClient is null)
        {
            // Attempts have their own, which knows a slow transfer from a dead one.
            http.Timeout = Timeout.InfiniteTimeSpan;
        }

        var transport = new Transport(address, http, options, options.Credential ?? InUri(trackingUri));
        TrackingUri = address.Base;
        CatalogUri = address.Catalog;
        Time = options.TimeProvider;
        Experiments = new ExperimentClient(transport);
        Runs = new RunClient(transport);
        Models = new RegisteredModelClient(transport);
        ModelVersions = new ModelVersionClient(transport);
        Artifacts = new ArtifactClient(transport, Runs, ModelVersions);
        Catalog = new CatalogClient(transport);
    }

    /// <summary>For a stand-in in tests.</summary>
    protected MlopsClient()
    {
        TrackingUri = CatalogUri = null!;
        Experiments = null!;
        Runs = null!;
        Models = null!;
        ModelVersions = null!;
        Artifacts = null!;
        Catalog = null!;
        Time = TimeProvider.System;
    }

    /// <summary>The tracking URI, without credentials and with a slash at its end.</summary>
    public virtual Uri TrackingUri { get; }

    /// <summary>The root of the STAC API, with a slash at its end.</summary>
    public virtual Uri CatalogUri { get; }

    /// <summary>Experiments.</summary>
    public virtual ExperimentClient Experiments { get; }

    /// <summary>Runs by their ids; a training script starts with <see cref="StartRunAsync"/>.</summary>
    public virtual RunClient Runs { get; }

    /// <summary>Registered models.</summary>
    public virtual RegisteredModelClient Models { get; }

    /// <summary>Versions of registered models.</summary>
    public virtual ModelVersionClient ModelVersions { get; }

    /// <summary>Files of runs and models.</summary>
    public virtual ArtifactClient Artifacts { get; }

    /// <summary>The STAC catalog.</summary>
    public virtual CatalogClient Catalog { get; }

    internal TimeProvider Time { get; }

    /// <summary>
    /// Makes a client of what MLflow's own clients read: <c>MLFLOW_TRACKING_URI</c>, and <c>MLFLOW_TRACKING_USERNAME</c> with
    /// <c>MLFLOW_TRACKING_PASSWORD</c> or else <c>MLFLOW_TRACKING_TOKEN</c>. Credentials in the options win.
    /// </summary>
    /// <param name="options">Further settings; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">A variable is missing or has no sense; the message names it.</exception>
    public static MlopsClient FromEnvironment(MlopsClientOptions? options = null) =>
        TrackingEnvironment.CreateClient(Environment.GetEnvironmentVariable, options);

    /// <summary>Starts a run in the experiment of a name, which is created where it is missing.</summary>
    /// <param name="experimentName">The experiment's name.</param>
    /// <param name="start">Name, tags and such of the run; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call, not the run.</param>
    /// <returns>The run: log to it, <see cref="ActiveRun.CompleteAsync"/> it, dispose it.</returns>
    public virtual async Task<ActiveRun> StartRunAsync(string experimentName, RunStart? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentName);
        start ??= new RunStart();
        var experiment = await Experiments.GetOrCreateAsync(experimentName, cancellationToken);
        var run = await Runs.CreateAsync(experiment.ExperimentId, start.RunName, start.UserName, Time.GetUtcNow(), start.AllTags(), cancellationToken);
        return new ActiveRun(this, run.Info, start);
    }

    /// <summary>Goes on with a run that was left or has ended: it is running again.</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="start">How its values are sent; its name and tags are not used. Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call, not the run.</param>
    public virtual async Task<ActiveRun> ResumeRunAsync(string runId, RunStart? start = null, CancellationToken cancellationToken = default)
    {
        var info = await Runs.UpdateAsync(runId, Tracking.Runs.RunStatus.Running, cancellationToken: cancellationToken);
        return new ActiveRun(this, info, start ?? new RunStart());
    }

    /// <summary>
    /// Does some work as a run: <c>FINISHED</c> when the work returns, <c>KILLED</c> when it is cancelled, <c>FAILED</c> when it throws.
    /// Everything logged has reached the server when this returns.
    /// </summary>
    /// <param name="experimentName">The experiment's name; it is created where it is missing.</param>
    /// <param name="work">The work.</param>
    /// <param name="start">Name, tags and such of the run; null for the defaults.</param>
    /// <param name="cancellationToken">Passed on to the work.</param>
    /// <returns>The run's id.</returns>
    public virtual async Task<string> RunAsync(
        string experimentName, Func<ActiveRun, CancellationToken, Task> work, RunStart? start = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var run = await StartRunAsync(experimentName, start, cancellationToken);
        try
        {
            await work(run, cancellationToken);
        }
        catch (Exception error)
        {
            // What the work threw says more than what went wrong while reporting it.
            try
            {
                await run.EndAsync(error is OperationCanceledException && cancellationToken.IsCancellationRequested
                    ? Tracking.Runs.RunStatus.Killed
                    : Tracking.Runs.RunStatus.Failed, CancellationToken.None);
            }
            catch (MlopsException undelivered)
            {
                error.Data[nameof(MlopsClient)] = undelivered.Message;
            }

            throw;
        }

        await run.CompleteAsync(CancellationToken.None);
        return run.RunId;
    }

    /// <summary>Closes the connections, unless they are those of a client or handler that the options brought.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _owned?.Dispose();
        }
    }

    private static SocketsHttpHandler NewHandler() => new()
    {
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    private static MlopsCredential? InUri(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
        {
            return null;
        }

        var parts = uri.UserInfo.Split(':', 2);
        return MlopsCredential.Basic(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
