using System.Buffers;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Folders;

/// <summary>
/// A file that is being received. It stays open, and so locked against <see cref="StagingSweep"/>, until it has been
/// moved to its place; otherwise disposing deletes it.
/// </summary>
internal sealed class StagedFile : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;
    private readonly FileStream file;
    private bool published;

    private StagedFile(FileStream file) => this.file = file;

    public long Length => file.Length;

    public static StagedFile Create(string staging)
    {
        for (var attempt = 0; ; attempt++)
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = FolderLayout.FileMode;
            }

            try
            {
                return new StagedFile(new FileStream(Path.Combine(staging, Guid.NewGuid().ToString("N")), options));
            }
            catch (IOException exception) when (attempt < 3 && !DiskFull.Is(exception))
            {
                // A sweep of another process had its hand on the new name, or the staging folder has to be made.
                DurableFolder.Create(staging);
            }
        }
    }

    /// <summary>Receives all bytes of a stream and flushes them to the disk.</summary>
    public async Task ReceiveAsync(Stream content, long? maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long total = 0;
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                total += read;
                if (total > maxBytes)
                {
                    throw MlflowException.InvalidParameterValue($"Artifact size is too large. Max size is {maxBytes} bytes.");
                }

                await WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // So the runtime reports a file that grows beyond what its file system or a limit allows (EFBIG).
            throw new IOException(exception.Message, DiskFull.FileTooLarge);
        }
    }

    /// <summary>Moves the file to its place in one step, replacing a file there.</summary>
    public void Publish(string place)
    {
        File.Move(file.Name, place, overwrite: true);
        published = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!published)
        {
            File.Delete(file.Name);
        }

        await file.DisposeAsync();
    }
}
