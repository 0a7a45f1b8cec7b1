using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// The line before the hashing of passwords, which is slow on purpose and must not occupy every core. It is short, holds few of one
/// network, and who is known has one of their own: strangers can't keep them out.
/// </summary>
internal sealed class HashingQueue : IDisposable
{
    /// <summary>The most that wait or are hashed at once in one line.</summary>
    public const int MaxLength = 32;

    /// <summary>The most of these from one network.</summary>
    public const int MaxOfNetwork = 8;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);
    private readonly Line _strangers = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Line _familiar = new(1);

    /// <summary>Waits for a turn.</summary>
    /// <param name="network">Where the caller comes from.</param>
    /// <param name="isFamiliar">Whether the name is known there.</param>
    /// <returns>The turn, which ends when it is disposed of.</returns>
    /// <exception cref="MlflowException"><c>TEMPORARILY_UNAVAILABLE</c> where the line is full.</exception>
    public async ValueTask<IDisposable> EnterAsync(string network, bool isFamiliar)
    {
        var line = isFamiliar ? _familiar : _strangers;
        if (!line.TryJoin(network))
        {
            throw new MlflowException(ErrorCode.TemporarilyUnavailable, "Too many sign-ins at once; try again.") { RetryAfter = Later };
        }

        await line.Turns.WaitAsync();
        return new Turn(line, network);
    }

    public void Dispose()
    {
        _strangers.Turns.Dispose();
        _familiar.Turns.Dispose();
    }

    private sealed class Line(int turns)
    {
        private readonly Dictionary<string, int> _networks = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();
        private int _length;

        public SemaphoreSlim Turns { get; } = new(turns);

        public bool TryJoin(string network)
        {
            lock (_lock)
            {
                var ofNetwork = _networks.GetValueOrDefault(network);
                if (_length >= MaxLength || ofNetwork >= MaxOfNetwork)
                {
                    return false;
                }

                (_networks[network], _length) = (ofNetwork + 1, _length + 1);
                return true;
            }
        }

        public void Leave(string network)
        {
            lock (_lock)
            {
                _length--;
                if (--_networks[network] == 0)
                {
                    _networks.Remove(network);
                }
            }

            Turns.Release();
        }
    }

    private sealed class Turn(Line line, string network) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                line.Leave(network);
            }
        }
    }
}
