namespace Mlops.Storage.Tests.Artifacts;

/// <summary>A long stream whose bytes are told by their offset, so that it needs no memory.</summary>
internal sealed class PatternStream(long length) : ReadOnlyStream
{
    private long at;

    public static byte ByteAt(long offset) => (byte)(offset * 31 >> 7);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, length - at);
        for (var i = 0; i < count; i++)
        {
            buffer.Span[i] = ByteAt(at++);
        }

        return ValueTask.FromResult(count);
    }
}
