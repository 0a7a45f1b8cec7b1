using Mlops.Tracking.Errors;

namespace Mlops.Storage.Sqlite;

/// <summary>Units of work that wait for the writer, which takes all of them at once. Waiting costs nothing: nobody spins.</summary>
internal sealed class WriteQueue
{
    private const int MaxWaiting = 16_384;
    private readonly object _gate = new();
    private List<IWriteRequest> _waiting = [];
    private bool _closed;

    public void Add(IWriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_waiting.Count >= MaxWaiting)
            {
                throw MlflowException.TemporarilyUnavailable("Too many writes are waiting; try again.");
            }

            _waiting.Add(request);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Waits for work and takes all of it.</summary>
    /// <param name="taken">An empty list, which is exchanged for the full one.</param>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(ref List<IWriteRequest> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (taken, _waiting) = (_waiting, taken);
            return true;
        }
    }

    /// <summary>Takes no more work; what waits is still done.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
