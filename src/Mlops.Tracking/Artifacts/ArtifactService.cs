using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;

namespace Mlops.Tracking.Artifacts;

/// <summary>The rules of the artifact rpcs: what a run's paths mean in the store.</summary>
public sealed class ArtifactService
{
    private readonly IArtifactStore _store;
    private readonly IRunStore _runs;

    internal ArtifactService(IArtifactStore store, IRunStore runs)
    {
        _store = store;
        _runs = runs;
    }

    /// <summary>Lists one directory of a run (rpc <c>listArtifacts</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="directory">A directory below the run's artifact root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The run's root and the entries with paths relative to it.</returns>
    /// <exception cref="MlflowException">404 for an unknown run, 400 for one whose artifacts this server does not keep.</exception>
    public async Task<ListArtifactsResponse> ListAsync(string workspace, string runId, ArtifactPath directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return await ListBelowAsync(workspace, await UriAsync(workspace, runId, cancellationToken), directory, cancellationToken);
    }

    /// <summary>Lists one directory below a URI (rpc <c>listLoggedModelArtifacts</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="rootUri">Such as a logged model's <c>artifact_uri</c>.</param>
    /// <param name="directory">A directory below it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The URI and the entries with paths relative to it.</returns>
    /// <exception cref="MlflowException">400 for a URI whose artifacts this server does not keep.</exception>
    public async Task<ListArtifactsResponse> ListBelowAsync(string workspace, string rootUri, ArtifactPath directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var entries = await _store.ListAsync(workspace, Place(rootUri).Append(directory), cancellationToken);
        return new ListArtifactsResponse(rootUri, [.. entries.Select(entry => ArtifactFileInfo.Of(entry, directory))]);
    }

    /// <summary>Lists one directory of the workspace's store (rpc <c>listArtifacts</c> of the artifact proxy).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="directory">A directory of the store.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries by their bare names.</returns>
    public async Task<ListArtifactsResponse> ListAsync(string workspace, ArtifactPath directory, CancellationToken cancellationToken)
    {
        var entries = await _store.ListAsync(workspace, directory, cancellationToken);
        return new ListArtifactsResponse(null, [.. entries.Select(entry => ArtifactFileInfo.Of(entry, ArtifactPath.Root))]);
    }

    /// <summary>Finds the place of a run's artifact in the store.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="runId">The run's id.</param>
    /// <param name="path">A path below the run's artifact root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A path of the workspace's store.</returns>
    /// <exception cref="MlflowException">404 for an unknown run, 400 for one whose artifacts this server does not keep.</exception>
    public async Task<ArtifactPath> LocateAsync(string workspace, string runId, ArtifactPath path, CancellationToken cancellationToken) =>
        Place(await UriAsync(workspace, runId, cancellationToken)).Append(path);

    /// <summary>Finds the place of a URI in the store.</summary>
    /// <param name="uri">A run's <c>artifact_uri</c> or a model version's source.</param>
    /// <exception cref="MlflowException">400 when this server does not keep what the URI names.</exception>
    public static ArtifactPath Place(string uri) => ArtifactUri.TryResolve(uri, out var path)
        ? path
        : throw MlflowException.InvalidParameterValue($"The artifacts at '{uri}' are not kept by this server; ask where they are kept.");

    /// <inheritdoc cref="IArtifactStore.OpenAsync"/>
    internal Task<ArtifactContent?> OpenAsync(string scope, ArtifactPath path, ArtifactRange? range, CancellationToken cancellationToken) =>
        _store.OpenAsync(scope, path, range, cancellationToken);

    /// <inheritdoc cref="IArtifactStore.StatAsync"/>
    internal Task<ArtifactEntry?> StatAsync(string scope, ArtifactPath path, CancellationToken cancellationToken) =>
        _store.StatAsync(scope, path, cancellationToken);

    /// <inheritdoc cref="IArtifactStore.ListAsync"/>
    internal Task<IReadOnlyList<ArtifactEntry>> ListEntriesAsync(
        string scope, ArtifactPath directory, CancellationToken cancellationToken) =>
        _store.ListAsync(scope, directory, cancellationToken);

    /// <inheritdoc cref="IArtifactStore.WriteAsync"/>
    internal Task<ArtifactEntry> WriteAsync(string scope, ArtifactPath path, Stream content, CancellationToken cancellationToken) =>
        _store.WriteAsync(scope, path, content, cancellationToken);

    /// <inheritdoc cref="IArtifactStore.DeleteAsync"/>
    internal Task<bool> DeleteAsync(string scope, ArtifactPath path, CancellationToken cancellationToken) =>
        _store.DeleteAsync(scope, path, cancellationToken);

    /// <inheritdoc cref="IArtifactStore.CheckAsync"/>
    internal Task CheckAsync(CancellationToken cancellationToken) =>
        _store.CheckAsync(cancellationToken);

    private async Task<string> UriAsync(string workspace, string runId, CancellationToken cancellationToken) =>
        (await _runs.GetInfoAsync(workspace, runId, cancellationToken)).ArtifactUri ?? "";
}
