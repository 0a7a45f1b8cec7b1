namespace Mlops.Hosting.Tests.Traces;

/// <summary>Time in which waiting takes no time.</summary>
internal sealed class EagerTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
}
