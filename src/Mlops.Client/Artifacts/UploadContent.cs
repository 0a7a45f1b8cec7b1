using System.Buffers;
using System.Net;
using Mlops.Client.Http;

namespace Mlops.Client;

/// <summary>The body of an upload: streamed, counted, and alive as long as bytes move.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int ChunkBytes = 128 << 10;
    private const int AskFirstBytes = 1 << 20;
    private readonly Stream _source;
    private readonly bool _leaveOpen;
    private readonly long? _length;
    private readonly TransferMeter.FileMeter _meter;
    private readonly Deadline _deadline;

    public UploadContent(Stream source, bool leaveOpen, TransferMeter.FileMeter meter, Deadline deadline)
    {
        _source = source;
        _leaveOpen = leaveOpen;
        _meter = meter;
        _deadline = deadline;
        _length = source.CanSeek ? source.Length - source.Position : null;
        Headers.ContentType = new("application/octet-stream");
    }

    /// <summary>Whether to hear the server's word before sending: a refusal should not cost gigabytes.</summary>
    public bool AskFirst => _length is null or >= AskFirstBytes;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, _deadline.Token);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int read; (read = await _source.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                await stream.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
                _meter.Move(read);
                _deadline.Extend();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length ?? 0;
        return _length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_leaveOpen)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }
}
