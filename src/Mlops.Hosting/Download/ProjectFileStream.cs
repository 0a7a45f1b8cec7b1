using Mlops.Catalog.Projects;

namespace Mlops.Hosting.Download;

/// <summary>
/// A project's file as a stream that can be sought: sources only read forward, so the file is opened again where reading goes on.
/// That is what lets the framework answer ranges and conditions.
/// </summary>
/// <param name="first">The file, opened from its beginning; the caller closes it.</param>
/// <param name="length">The file's size.</param>
/// <param name="open">Opens it from an offset.</param>
internal sealed class ProjectFileStream(ProjectContent first, long length, Func<long, CancellationToken, Task<ProjectContent?>> open) : Stream
{
    private readonly string? _version = first.EntityTag;
    private ProjectContent _content = first;
    private long _contentAt;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position != _contentAt)
        {
            await ReopenAsync(cancellationToken);
        }

        var read = await _content.Content.ReadAsync(buffer, cancellationToken);
        _position = _contentAt += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task ReopenAsync(CancellationToken cancellationToken)
    {
        await _content.DisposeAsync();
        _content = await open(_position, cancellationToken) ?? throw new IOException("The file has gone.");
        if (_content.EntityTag != _version || _content.Offset != _position)
        {
            throw new IOException("The file has changed.");
        }

        _contentAt = _position;
    }
}
