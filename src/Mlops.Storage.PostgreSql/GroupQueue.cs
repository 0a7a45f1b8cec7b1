namespace Mlops.Storage.PostgreSql;

/// <summary>
/// Gathers requests that come together into groups, which cost the database one round trip and one flush each. A group takes whatever waits
/// at the moment when the group before it ends; nobody waits for others to come. Groups run side by side only where many requests wait:
/// few in two groups cost the database twice as much as together, and are not answered sooner.
/// </summary>
/// <typeparam name="T">A request.</typeparam>
/// <param name="inFlight">How many groups run at once.</param>
/// <param name="most">How many requests a group holds at most.</param>
/// <param name="run">Runs a group and answers each of its requests; it does not throw.</param>
internal sealed class GroupQueue<T>(int inFlight, int most, Func<List<T>, Task> run)
{
    private const int MaxWaiting = 16_384;
    private const int Crowd = 16;
    private readonly Lock _gate = new();
    private readonly Queue<T> _waiting = new();
    private int _running;

    /// <exception cref="StorageException">Too many wait already.</exception>
    public void Add(T request)
    {
        if (!TryAdd(request))
        {
            throw new StorageException(StorageFailure.Unavailable, "Too many writes are waiting; try again.");
        }
    }

    /// <summary>Adds a request that nobody waits for.</summary>
    /// <returns>False when too many wait already.</returns>
    public bool TryAdd(T request)
    {
        lock (_gate)
        {
            if (_waiting.Count >= MaxWaiting)
            {
                return false;
            }

            _waiting.Enqueue(request);
            if (_running > 0 && (_running == inFlight || _waiting.Count < Crowd))
            {
                return true;
            }

            _running++;
        }

        _ = Task.Run(RunAsync);
        return true;
    }

    private async Task RunAsync()
    {
        var group = new List<T>();
        while (Take(group))
        {
            await run(group);
            group.Clear();
        }
    }

    private bool Take(List<T> group)
    {
        lock (_gate)
        {
            while (group.Count < most && _waiting.TryDequeue(out var request))
            {
                group.Add(request);
            }

            if (group.Count == 0)
            {
                _running--;
            }
        }

        return group.Count > 0;
    }
}
