namespace Mlops.Storage.Sqlite;

/// <summary>Tells the first failure of an outage, such as a full disk, from those that follow: the log holds one entry for all of them.</summary>
internal sealed class OutageNote(TimeProvider time)
{
    /// <summary>An outage is over when nothing failed for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private long? _last;

    /// <summary>Takes note of a failure.</summary>
    /// <returns>Whether it is the first of an outage.</returns>
    public bool IsNew()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var isNew = _last is not { } last || time.GetElapsedTime(last, now) >= Quiet;
            _last = now;
            return isNew;
        }
    }
}
