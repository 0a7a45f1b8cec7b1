using Mlops.Storage.Sqlite;

namespace Mlops.Storage.Tests.Sqlite;

/// <summary>A full disk fills the log with one entry, not with one per request.</summary>
public sealed class OutageNoteTests
{
    [Fact]
    public void Only_the_first_failure_of_an_outage_is_new()
    {
        var clock = new Clock();
        var outage = new OutageNote(clock);
        Assert.True(outage.IsNew());
        for (var i = 0; i < 100; i++)
        {
            clock.Now += OutageNote.Quiet / 2;
            Assert.False(outage.IsNew());
        }

        clock.Now += OutageNote.Quiet;
        Assert.True(outage.IsNew());
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long GetTimestamp() => Now.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
