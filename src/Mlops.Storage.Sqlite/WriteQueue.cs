namespace Mlops.Storage.Sqlite;

/// <summary>
/// Units of work queued for the writer; the thread that holds the writer lock takes all of them at once. Waiting threads block, they do
/// not spin.
/// </summary>
internal sealed class WriteQueue
{
    private const int MaxWaiting = 16_384;
    private readonly object _gate = new();
    private List<IWriteRequest> _waiting = [];
    private bool _turnTaken;
    private bool _closed;

    public void Add(IWriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_waiting.Count >= MaxWaiting)
            {
                throw new StorageException(StorageFailure.Unavailable, "Too many writes are waiting; try again.");
            }

            _waiting.Add(request);
            if (_waiting.Count == 1 && !_turnTaken)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Waits for work and for the writer lock, and takes both.</summary>
    /// <param name="taken">An empty list, which is exchanged for the full one.</param>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool TakeTurn(ref List<IWriteRequest> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 || _turnTaken)
            {
                if (_closed && _waiting.Count == 0)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            (taken, _waiting) = (_waiting, taken);
            _turnTaken = true;
            return true;
        }
    }

    /// <summary>Lets the next one write.</summary>
    public void EndTurn()
    {
        lock (_gate)
        {
            _turnTaken = false;
            if (_closed)
            {
                Monitor.PulseAll(_gate);
            }
            else if (_waiting.Count > 0)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Takes no more work; what waits is still done.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
