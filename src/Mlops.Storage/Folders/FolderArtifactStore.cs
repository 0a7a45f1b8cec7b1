using Microsoft.Extensions.Options;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Folders;

/// <summary>
/// Keeps artifacts as plain files below one folder, each workspace in a folder of its own. A file appears by a rename
/// after all of its bytes are on the disk, so that a reader never sees half of one. Safe for use by several threads,
/// and by several processes on one machine.
/// </summary>
public sealed class FolderArtifactStore : IArtifactStore, ILocalArtifacts
{
    private const int PublishAttempts = 8;
    private readonly FolderLayout layout;
    private readonly long? maxArtifactBytes;
    private readonly Lazy<bool> ready;

    /// <summary>Creates a store; the folder is made on first use.</summary>
    /// <param name="options">The root and the bounds.</param>
    /// <exception cref="OptionsValidationException">The options are not usable.</exception>
    public FolderArtifactStore(IOptions<FolderArtifactStoreOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = options.Value.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(FolderArtifactStoreOptions), problems);
        }

        layout = new FolderLayout(options.Value.Root);
        maxArtifactBytes = options.Value.MaxArtifactBytes;
        ready = new Lazy<bool>(Prepare);
    }

    /// <summary>Makes the folder and clears what uploads of killed processes left there; done by itself on the first write.</summary>
    public void EnsureReady() => _ = ready.Value;

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EnsureReady();

        // A file system that went away may leave an empty folder of the same name behind.
        var probe = Path.Combine(layout.Staging, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ArtifactEntry>> ListAsync(string scope, ArtifactPath directory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folder = new DirectoryInfo(layout.Locate(scope, directory));
        var entries = new List<ArtifactEntry>();
        if (folder.Exists)
        {
            try
            {
                // Links are left out; dot files are artifacts like others.
                var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint };
                foreach (var info in folder.EnumerateFileSystemInfos("*", options))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    entries.Add(Entry(info));
                }
            }
            catch (IOException) when (!Directory.Exists(folder.FullName))
            {
                entries.Clear();
            }
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return Task.FromResult<IReadOnlyList<ArtifactEntry>>(entries);
    }

    /// <inheritdoc/>
    public Task<ArtifactEntry?> StatAsync(string scope, ArtifactPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = layout.Locate(scope, path);
        FileSystemInfo info = Directory.Exists(place) ? new DirectoryInfo(place) : new FileInfo(place);
        return Task.FromResult(info.Exists ? Entry(info) : null);
    }

    /// <inheritdoc/>
    public Task<ArtifactContent?> OpenAsync(string scope, ArtifactPath path, ArtifactRange? range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = layout.Locate(scope, path);
        return Task.FromResult(File.Exists(place) ? Open(place, range) : null);
    }

    /// <inheritdoc/>
    public async Task<ArtifactEntry> WriteAsync(string scope, ArtifactPath path, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        RefuseUnstorable(path);
        layout.RefuseCollision(scope, path);
        EnsureReady();
        try
        {
            await using var staged = StagedFile.Create(layout.Staging);
            await staged.ReceiveAsync(content, maxArtifactBytes, cancellationToken);
            Publish(staged, scope, path);
            return new ArtifactEntry(path.Name, IsDirectory: false, staged.Length, File.GetLastWriteTimeUtc(layout.Locate(scope, path)));
        }
        catch (IOException exception) when (DiskFull.Is(exception))
        {
            throw MlflowException.InsufficientStorage($"No space left to store artifact '{path}'", exception);
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string scope, ArtifactPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsRoot)
        {
            throw MlflowException.InvalidParameterValue("Invalid path");
        }

        var place = layout.Locate(scope, path);
        EnsureReady();
        var existed = File.Exists(place) ? DeleteFile(place) : Directory.Exists(place) && DeleteFolder(place);
        if (existed)
        {
            PruneAbove(scope, place);
        }

        return Task.FromResult(existed);
    }

    /// <inheritdoc/>
    public Task<LocalArtifact?> BorrowAsync(string scope, ArtifactPath path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = layout.Locate(scope, path);
        return Task.FromResult(Path.Exists(place) ? new LocalArtifact(place) : null);
    }

    private static ArtifactEntry Entry(FileSystemInfo info) =>
        new(info.Name, info is DirectoryInfo, info is FileInfo file ? file.Length : 0, info.LastWriteTimeUtc);

    private static ArtifactContent? Open(string place, ArtifactRange? range)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
            var total = stream.Length;
            var (offset, length) = range?.Within(total) ?? (0, total);
            stream.Position = offset;
            var modified = File.GetLastWriteTimeUtc(stream.SafeFileHandle);
            return new ArtifactContent(stream, offset, length, total, modified, $"{modified.Ticks:x}-{total:x}");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    private static void RefuseUnstorable(ArtifactPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsRoot)
        {
            throw MlflowException.InvalidParameterValue("Invalid path");
        }
    }

    // The folder of the place may be pruned by a deletion between its making and the rename: try again then.
    private void Publish(StagedFile staged, string scope, ArtifactPath path)
    {
        for (var attempt = 1; ; attempt++)
        {
            layout.RefuseCollision(scope, path);
            var place = layout.Locate(scope, path);
            var folder = Path.GetDirectoryName(place)!;
            try
            {
                DurableFolder.Create(folder);
                staged.Publish(place);
                DurableFolder.Flush(folder);
                return;
            }
            catch (Exception exception) when (attempt < PublishAttempts && exception is IOException or UnauthorizedAccessException)
            {
                if (exception is IOException full && DiskFull.Is(full))
                {
                    throw;
                }
            }
        }
    }

    private bool Prepare()
    {
        DurableFolder.Create(layout.Staging);
        StagingSweep.Run(layout.Staging);
        return true;
    }

    private static bool DeleteFile(string place)
    {
        File.Delete(place);
        DurableFolder.Flush(Path.GetDirectoryName(place)!);
        return true;
    }

    // All of it vanishes at once; clearing it away may then take its time.
    private bool DeleteFolder(string place)
    {
        var doomed = Path.Combine(layout.Staging, Guid.NewGuid().ToString("N"));
        try
        {
            Directory.Move(place, doomed);
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }

        DurableFolder.Flush(Path.GetDirectoryName(place)!);
        StagingSweep.Clear(doomed);
        return true;
    }

    private void PruneAbove(string scope, string place)
    {
        var top = layout.Scope(scope);
        try
        {
            for (var folder = Path.GetDirectoryName(place)!; folder.Length > top.Length; folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Not empty: it stays, and so does all above it.
        }
    }
}
