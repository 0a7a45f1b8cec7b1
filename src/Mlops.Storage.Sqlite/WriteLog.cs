using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Storage.Sqlite;

/// <summary>The file of the write-ahead log, to flush it while the engine goes on writing.</summary>
internal sealed partial class WriteLog(string databasePath) : IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _file;

    /// <summary>Waits until every commit written so far is on the disk; may be called by several threads at once.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Flush()
    {
        // The log is written over and over: its length and times, which fsync would write too, need no second trip to the disk.
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(File());
        }
        else if (FlushData(File()) != 0)
        {
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }
    }

    public void Dispose() => _file?.Dispose();

    // The engine makes the file with the first commit at the latest, and keeps it as long as a connection is open.
    private SafeFileHandle File()
    {
        lock (_gate)
        {
            return _file ??= System.IO.File.OpenHandle(databasePath + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);
}
