using Mlops.Tracking.Errors;

namespace Mlops.Storage.PostgreSql;

/// <summary>
/// Gathers requests that come together into groups, which cost the database one round trip and one flush each. A group takes whatever waits
/// at the moment when a group before it ends; nobody waits for others to come.
/// </summary>
/// <typeparam name="T">A request.</typeparam>
/// <param name="inFlight">How many groups run at once.</param>
/// <param name="most">How many requests a group holds at most.</param>
/// <param name="run">Runs a group and answers each of its requests; it does not throw.</param>
internal sealed class GroupQueue<T>(int inFlight, int most, Func<List<T>, Task> run)
{
    private const int MaxWaiting = 16_384;
    private readonly Lock _gate = new();
    private readonly Queue<T> _waiting = new();
    private int _running;

    public void Add(T request)
    {
        lock (_gate)
        {
            if (_waiting.Count >= MaxWaiting)
            {
                throw MlflowException.TemporarilyUnavailable("Too many writes are waiting; try again.");
            }

            _waiting.Enqueue(request);
            if (_running == inFlight)
            {
                return;
            }

            _running++;
        }

        _ = Task.Run(RunAsync);
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
