namespace Mlops.Storage.Folders;

/// <summary>Several files read as one, one after the other.</summary>
internal sealed class JoinedFiles(IReadOnlyList<string> files) : Stream
{
    private FileStream? _open;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_open is not null)
            {
                if (await _open.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                {
                    return read;
                }

                await _open.DisposeAsync();
                _open = null;
            }

            if (_next == files.Count)
            {
                return 0;
            }

            _open = new FileStream(files[_next++], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _open?.Dispose();
        base.Dispose(disposing);
    }
}
