namespace Mlops.Tracking.Artifacts;

/// <summary>An open file of an <see cref="IArtifactStore"/>, or a part of it.</summary>
public sealed class ArtifactContent : IAsyncDisposable
{
    /// <summary>Wraps a stream that gives <paramref name="length"/> bytes from its present position.</summary>
    /// <param name="stream">The bytes; owned by this object.</param>
    /// <param name="offset">Where the part begins in the file, in bytes.</param>
    /// <param name="length">The length of the part in bytes.</param>
    /// <param name="totalLength">The length of the file in bytes.</param>
    /// <param name="lastModified">When the file was stored.</param>
    /// <param name="version">A text that differs between two versions of a file, for use as an entity tag.</param>
    public ArtifactContent(Stream stream, long offset, long length, long totalLength, DateTimeOffset lastModified, string version)
    {
        Stream = stream;
        Offset = offset;
        Length = length;
        TotalLength = totalLength;
        LastModified = lastModified;
        Version = version;
    }

    /// <summary>The bytes from <see cref="Offset"/> on; read <see cref="Length"/> of them.</summary>
    public Stream Stream { get; }

    /// <summary>Where the part begins in the file, in bytes.</summary>
    public long Offset { get; }

    /// <summary>The length of the part in bytes; 0 for an empty file and for a range outside the file.</summary>
    public long Length { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long TotalLength { get; }

    /// <summary>When the file was stored.</summary>
    public DateTimeOffset LastModified { get; }

    /// <summary>A text that differs between two versions of a file.</summary>
    public string Version { get; }

    /// <summary>Copies the part to its end.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="EndOfStreamException">The file ended before <see cref="Length"/> bytes were read.</exception>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (var left = Length; left > 0;)
            {
                var read = await Stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
