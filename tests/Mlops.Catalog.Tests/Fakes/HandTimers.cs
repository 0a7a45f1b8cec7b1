namespace Mlops.Catalog.Tests.Fakes;

/// <summary>Timers that go off only when a test says so.</summary>
public sealed class HandTimers : TimeProvider
{
    private readonly List<HandTimer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(() => callback(state)) { Due = dueTime };
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Waits until a timer is set to a time and fires it.</summary>
    public async Task FireAsync(TimeSpan due, CancellationToken cancellationToken) => (await UntilSetAsync(due, cancellationToken)).Fire();

    /// <summary>Waits until a timer is set to a time.</summary>
    public async Task<HandTimer> UntilSetAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_timers)
            {
                if (_timers.Find(timer => timer.Due == due) is { } found)
                {
                    return found;
                }
            }

            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>One of them.</summary>
    public sealed class HandTimer(Action fire) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire()
        {
            Due = Timeout.InfiniteTimeSpan;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return true;
        }

        public void Dispose() => Due = Timeout.InfiniteTimeSpan;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
