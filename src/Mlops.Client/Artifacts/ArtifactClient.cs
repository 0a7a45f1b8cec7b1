using Mlops.Client.Http;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Json;

namespace Mlops.Client;

/// <summary>
/// Files of runs and models, through the artifact proxy of the tracking server (service <c>MlflowArtifactsService</c>). Artifacts are
/// named by URIs: <c>mlflow-artifacts:/…</c> as in a run's <c>artifact_uri</c>, <c>runs:/{run id}/{path}</c>,
/// <c>models:/{name}/{version}</c> or <c>models:/{name}@{alias}</c>. What follows a run, a version or an alias is a path, taken as it
/// stands; in the others percent-encoding is undone once, as in any URI. Bytes are streamed. All failures of the server or the connection
/// are <see cref="MlopsException"/>; those of local files are <see cref="IOException"/>.
/// </summary>
public class ArtifactClient
{
    private const int ParallelFiles = 4;
    private const int MaxDepth = 64;
    private readonly Transport _transport;
    private readonly ArtifactReference _reference;

    /// <summary>For a stand-in in tests.</summary>
    protected ArtifactClient()
    {
        _transport = null!;
        _reference = null!;
    }

    internal ArtifactClient(Transport transport, RunClient runs, ModelVersionClient versions)
    {
        _transport = transport;
        _reference = new ArtifactReference(transport.Address, runs, versions);
    }

    /// <summary>Lists a directory of a run's artifacts (rpc <c>listArtifacts</c>).</summary>
    /// <param name="runId">The run's id.</param>
    /// <param name="path">The directory, relative to the run's root; null for the root.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries with paths relative to the run's root; none for a directory that does not exist.</returns>
    public virtual async Task<IReadOnlyList<ArtifactFileInfo>> ListRunAsync(string runId, string? path = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        var answer = await _transport.GetAsync(
            "artifacts/list", new Query().Add("run_id", runId).Add("path", path), TrackingJson.TypeInfo<ListArtifactsResponse>(), cancellationToken);
        return answer.Files ?? [];
    }

    /// <summary>Lists a directory (rpc <c>listArtifacts</c> of the proxy).</summary>
    /// <param name="artifactUri">The directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries by their bare names; none for a file or a directory that does not exist.</returns>
    public virtual async Task<IReadOnlyList<ArtifactFileInfo>> ListAsync(string artifactUri, CancellationToken cancellationToken = default) =>
        await ListAsync(await _reference.ResolveAsync(artifactUri, cancellationToken), cancellationToken);

    /// <summary>Uploads a file (rpc <c>uploadArtifact</c>).</summary>
    /// <param name="localFile">The file to read.</param>
    /// <param name="artifactUri">What it becomes, file name included; a file that is there is replaced.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the upload; the server then keeps nothing of it.</param>
    public virtual async Task UploadFileAsync(
        string localFile, string artifactUri, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        var meter = new TransferMeter(progress, new FileInfo(localFile).Length, 1);
        await Upload.FileAsync(_transport, localFile, await _reference.ResolveAsync(artifactUri, cancellationToken), meter, cancellationToken);
    }

    /// <summary>
    /// Uploads what a stream holds from its present position on (rpc <c>uploadArtifact</c>). A stream that cannot seek is sent at most
    /// once.
    /// </summary>
    /// <param name="content">The bytes; left open.</param>
    /// <param name="artifactUri">What they become, file name included; a file that is there is replaced.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the upload; the server then keeps nothing of it.</param>
    public virtual async Task UploadAsync(
        Stream content, string artifactUri, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var meter = new TransferMeter(progress, content.CanSeek ? content.Length - content.Position : null, 1);
        await Upload.StreamAsync(_transport, content, await _reference.ResolveAsync(artifactUri, cancellationToken), meter, cancellationToken);
    }

    /// <summary>Uploads all files of a folder and of those in it, several at a time.</summary>
    /// <param name="localFolder">The folder to read. Links to files are followed, links to folders are not.</param>
    /// <param name="artifactUri">The directory that its files come to lie in.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the upload; files that were already sent stay.</param>
    /// <returns>How many files there were.</returns>
    public virtual async Task<int> UploadFolderAsync(
        string localFolder, string artifactUri, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFolder);
        var files = LocalFolder.Files(localFolder);
        var place = await _reference.ResolveAsync(artifactUri, cancellationToken);
        var meter = new TransferMeter(progress, files.Sum(file => file.Size), files.Count);
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellationToken },
            async (file, cancel) => await Upload.FileAsync(_transport, file.File, place.Below(file.Path), meter, cancel));
        return files.Count;
    }

    /// <summary>
    /// Downloads a file (rpc <c>downloadArtifact</c>). It appears when it is whole; a download that broke off goes on where it stopped,
    /// even in another process, as long as the artifact has not changed.
    /// </summary>
    /// <param name="artifactUri">The file.</param>
    /// <param name="localFile">Where it is put; a file that is there is replaced, missing folders are made.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the download; what came so far stays as <c>{localFile}.part</c>.</param>
    public virtual async Task DownloadFileAsync(
        string artifactUri, string localFile, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        var place = await _reference.ResolveAsync(artifactUri, cancellationToken);
        var meter = new TransferMeter(progress, null, 1);
        await new Download(_transport, place.File, localFile, meter).RunAsync(meter.SetTotal, cancellationToken);
    }

    /// <summary>Downloads all files of a directory and of those in it, several at a time.</summary>
    /// <param name="artifactUri">The directory.</param>
    /// <param name="localFolder">Where its files are put.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>How many files there were.</returns>
    /// <exception cref="MlopsException"><c>RESOURCE_DOES_NOT_EXIST</c> when nothing lies there.</exception>
    public virtual async Task<int> DownloadFolderAsync(
        string artifactUri, string localFolder, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFolder);
        var files = new List<(ArtifactPlace Place, string File, long Size)>();
        await CollectAsync(await _reference.ResolveAsync(artifactUri, cancellationToken), Path.GetFullPath(localFolder), files, 0, cancellationToken);
        if (files.Count == 0)
        {
            throw new MlopsException(ErrorCode.ResourceDoesNotExist, null, $"There are no artifacts in '{artifactUri}'.") { IsLocal = true };
        }

        var meter = new TransferMeter(progress, files.Sum(file => file.Size), files.Count);
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelFiles, CancellationToken = cancellationToken },
            async (file, cancel) => await new Download(_transport, file.Place.File, file.File, meter).RunAsync(null, cancel));
        return files.Count;
    }

    /// <summary>
    /// Opens a file for reading as it comes; the caller disposes the stream. Unlike a download it does not survive a broken connection.
    /// </summary>
    /// <param name="artifactUri">The file.</param>
    /// <param name="cancellationToken">Ends the call, not the reading.</param>
    public virtual async Task<Stream> OpenReadAsync(string artifactUri, CancellationToken cancellationToken = default)
    {
        var place = await _reference.ResolveAsync(artifactUri, cancellationToken);
        return await _transport.SendAsync(
            Repeat.Freely,
            _ => new HttpRequestMessage(HttpMethod.Get, place.File),
            (response, deadline) => response.Content.ReadAsStreamAsync(deadline.Token),
            cancellationToken);
    }

    /// <summary>
    /// Deletes a file, or a directory with all that lies in it (rpc <c>deleteArtifact</c>); nothing happens where there is none.
    /// </summary>
    /// <param name="artifactUri">The file or directory.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual async Task DeleteAsync(string artifactUri, CancellationToken cancellationToken = default)
    {
        var place = await _reference.ResolveAsync(artifactUri, cancellationToken);
        await _transport.SendAsync(
            Repeat.Freely,
            _ => new HttpRequestMessage(HttpMethod.Delete, place.File),
            (response, deadline) => Rpc.ReadAsync(response, ClientJson.Default.EmptyAnswer, deadline),
            cancellationToken);
    }

    private async Task<IReadOnlyList<ArtifactFileInfo>> ListAsync(ArtifactPlace place, CancellationToken cancellationToken) =>
        (await _transport.GetAsync(place.Listing, TrackingJson.TypeInfo<ListArtifactsResponse>(), cancellationToken)).Files ?? [];

    private async Task CollectAsync(
        ArtifactPlace place, string folder, List<(ArtifactPlace Place, string File, long Size)> files, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaxDepth)
        {
            throw new MlopsException(ErrorCode.InternalError, null, $"The artifacts are nested more than {MaxDepth} directories deep.") { IsLocal = true };
        }

        foreach (var entry in await ListAsync(place, cancellationToken))
        {
            var local = LocalFolder.Child(folder, entry.Path);
            if (entry.IsDir)
            {
                await CollectAsync(place.Below(entry.Path), local, files, depth + 1, cancellationToken);
            }
            else
            {
                files.Add((place.Below(entry.Path), local, entry.FileSize ?? 0));
            }
        }
    }
}
