namespace Mlops.Storage.Tests.Registry;

/// <summary>A clock that the test moves.</summary>
public sealed class ManualClock : TimeProvider
{
    private long _now = 1_700_000_000_000;

    public long Now => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _now, (long)time.TotalMilliseconds);

    /// <summary>Moves on by a millisecond and tells the time.</summary>
    public long Tick() => Interlocked.Increment(ref _now);
}
