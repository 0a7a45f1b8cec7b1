using Microsoft.Extensions.Options;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Folders;

/// <summary>
/// Uploads in parts to a <see cref="FolderArtifactStore"/>: the parts wait as files beside the artifacts, in a folder that no artifact
/// path leads to, and are copied together in the end. Safe for use by several processes on one folder.
/// </summary>
internal sealed class FolderMultipartUploads(FolderArtifactStore store, IOptions<FolderArtifactStoreOptions> options, TimeProvider time) : IMultipartArtifacts
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);
    private readonly FolderLayout _layout = new(options.Value.Root);
    private readonly long? _maxBytes = options.Value.MaxArtifactBytes;
    private long _nextSweep;

    private string Uploads => Path.Combine(_layout.Root, "uploads");

    public Task<string> CreateAsync(string scope, ArtifactPath path, int parts, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (path.IsRoot)
        {
            throw MlflowException.InvalidParameterValue("Invalid path");
        }

        _layout.RefuseCollision(scope, path);
        store.EnsureReady();
        SweepNowAndThen();
        var uploadId = Guid.NewGuid().ToString("N");
        try
        {
            UploadFolder.Create(Uploads, uploadId, scope, path, parts);
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw MlflowException.InsufficientStorage($"No space left to store artifact '{path}'", exception);
        }

        return Task.FromResult(uploadId);
    }

    public async Task<string> WritePartAsync(string scope, ArtifactPath path, string uploadId, int number, Stream content, CancellationToken cancellationToken)
    {
        var upload = Find(scope, path, uploadId);
        if (number < 1 || number > upload.Parts)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value {number} for parameter 'part_number' supplied: the upload has parts 1 to {upload.Parts}.");
        }

        var part = new ArtifactPart(number, Guid.NewGuid().ToString("N"));
        try
        {
            await using var staged = StagedFile.Create(_layout.Staging);
            await staged.ReceiveAsync(content, _maxBytes is { } most ? Math.Max(0, most - upload.Length) : null, cancellationToken);
            staged.Publish(upload.PartFile(part));
            DurableFolder.Flush(upload.Place);
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw MlflowException.InsufficientStorage($"No space left to store artifact '{path}'", exception);
        }
        catch (DirectoryNotFoundException)
        {
            // Aborted meanwhile.
            throw Unknown(uploadId);
        }

        return part.Tag;
    }

    public async Task CompleteAsync(string scope, ArtifactPath path, string uploadId, IReadOnlyList<ArtifactPart> parts, CancellationToken cancellationToken)
    {
        var upload = Find(scope, path, uploadId);
        if (upload.IsDone)
        {
            // A client that did not hear the answer asks again.
            return;
        }

        try
        {
            await using var content = new JoinedFiles(upload.Files(parts));
            await store.WriteAsync(scope, path, content, cancellationToken);
            upload.Finish();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Aborted meanwhile, or completed by a repetition of this call.
            if (!upload.IsDone)
            {
                throw Unknown(uploadId);
            }
        }
    }

    public Task AbortAsync(string scope, ArtifactPath path, string uploadId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (UploadFolder.Find(Uploads, uploadId, scope, path) is { } upload)
        {
            StagingSweep.Clear(upload.Place);
        }

        return Task.CompletedTask;
    }

    private static MlflowException Unknown(string uploadId) =>
        MlflowException.ResourceDoesNotExist($"No such upload: '{(uploadId.Length <= 100 ? uploadId : uploadId[..100])}'");

    private UploadFolder Find(string scope, ArtifactPath path, string uploadId) =>
        UploadFolder.Find(Uploads, uploadId, scope, path) ?? throw Unknown(uploadId);

    /// <summary>Forgets what nobody completed: a folder counts as old when nothing has been added to it for a day.</summary>
    private void SweepNowAndThen()
    {
        var now = time.GetUtcNow();
        var due = Interlocked.Read(ref _nextSweep);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextSweep, (now + SweepInterval).UtcTicks, due) != due || !Directory.Exists(Uploads))
        {
            return;
        }

        foreach (var upload in Directory.EnumerateDirectories(Uploads))
        {
            if (Directory.GetLastWriteTimeUtc(upload) < (now - MaxAge).UtcDateTime)
            {
                StagingSweep.Clear(upload);
            }
        }
    }
}
