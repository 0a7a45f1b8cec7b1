namespace Mlops.Hosting.Tests;

/// <summary>A clock that never shows the same millisecond twice, so that orders by time are orders by event.</summary>
public sealed class TickingClock : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _last;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var now = base.GetUtcNow();
            _last = now >= _last.AddMilliseconds(1) ? now : _last.AddMilliseconds(1);
            return _last;
        }
    }
}
