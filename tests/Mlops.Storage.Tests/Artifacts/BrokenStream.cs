namespace Mlops.Storage.Tests.Artifacts;

/// <summary>An upload whose client goes away after some bytes: the read fails, or the request is cancelled.</summary>
internal sealed class BrokenStream(int bytes, CancellationTokenSource? cancel = null, int errno = 0) : ReadOnlyStream
{
    private int left = bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left > 0)
        {
            var read = Math.Min(left, buffer.Length);
            left -= read;
            return read;
        }

        if (cancel is not null)
        {
            await cancel.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        throw errno == 0 ? new IOException("The client reset the request stream.") : new IOException("No space left on device", errno);
    }
}
