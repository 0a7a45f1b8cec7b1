namespace Mlops.Hosting.Tests.Access;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class MovedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
