using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mlops.Storage.Sqlite;

/// <summary>
/// Ends the statements of a connection when their caller has left or their time is over. The engine asks every few thousand steps of its
/// virtual machine, so that nothing has to be registered or timed for the many that are done sooner, and none that is about to start is
/// missed, as <c>sqlite3_interrupt</c> would between two statements.
/// </summary>
internal sealed unsafe class SqliteWatch : IDisposable
{
    // Some tenths of a millisecond of the engine's work.
    private const int Steps = 10_000;
    private readonly nint _database;
    private GCHandle _self;
    private CancellationToken _stop;
    private long _deadline = long.MaxValue;

    public SqliteWatch(nint database)
    {
        _database = database;
        _self = GCHandle.Alloc(this);
        SqliteNative.ProgressHandler(database, Steps, &IsOver, GCHandle.ToIntPtr(_self));
    }

    public void Start(TimeSpan limit, CancellationToken stop) =>
        (_deadline, _stop) = (Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency), stop);

    public void End() => (_deadline, _stop) = (long.MaxValue, CancellationToken.None);

    /// <summary>Begins no statement for a client that has disconnected.</summary>
    public void ThrowIfStopped() => _stop.ThrowIfCancellationRequested();

    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            SqliteNative.ProgressHandler(_database, 0, null, 0);
            _self.Free();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsOver(nint self)
    {
        var watch = (SqliteWatch)GCHandle.FromIntPtr(self).Target!;
        return watch._stop.IsCancellationRequested || (watch._deadline != long.MaxValue && Stopwatch.GetTimestamp() > watch._deadline) ? 1 : 0;
    }
}
