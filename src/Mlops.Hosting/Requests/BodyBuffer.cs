using System.Buffers;

namespace Mlops.Hosting.Requests;

/// <summary>A whole body in memory that is used again for others, and counts towards what all bodies may take up.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstBytes = 4096;
    private readonly RequestMemory _memory;
    private byte[] _rented;
    private int _taken;

    private BodyBuffer(RequestMemory memory, int expected)
    {
        _memory = memory;
        _rented = Rent(Math.Max(expected, FirstBytes));
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, Length);

    /// <summary>How many bytes it has.</summary>
    public int Length { get; private set; }

    /// <summary>Reads a body to its end.</summary>
    /// <param name="memory">What all bodies may take up.</param>
    /// <param name="body">The body.</param>
    /// <param name="expected">How many bytes are announced; 0 where none are.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="tooLarge">Says of a larger one that it is refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<BodyBuffer> ReadAsync(
        RequestMemory memory, Stream body, long expected, int most, Func<Exception> tooLarge, CancellationToken cancellationToken)
    {
        if (expected > most)
        {
            throw tooLarge();
        }

        var buffer = new BodyBuffer(memory, (int)expected);
        try
        {
            while (true)
            {
                if (buffer.Length == buffer._rented.Length)
                {
                    buffer.Grow();
                }

                var read = await body.ReadAsync(buffer._rented.AsMemory(buffer.Length), cancellationToken);
                if (read == 0)
                {
                    return buffer;
                }

                buffer.Length += read;
                if (buffer.Length > most)
                {
                    throw tooLarge();
                }
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_taken > 0)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _memory.Return(_taken);
            (_rented, _taken, Length) = ([], 0, 0);
        }
    }

    private byte[] Rent(int bytes)
    {
        _memory.Take(bytes);
        try
        {
            var rented = ArrayPool<byte>.Shared.Rent(bytes);
            _taken += bytes;
            return rented;
        }
        catch
        {
            _memory.Return(bytes);
            throw;
        }
    }

    private void Grow()
    {
        var smaller = _rented;
        var taken = _taken;
        var larger = Rent(smaller.Length * 2);
        smaller.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(smaller);
        _rented = larger;
        _memory.Return(taken);
        _taken -= taken;
    }
}
