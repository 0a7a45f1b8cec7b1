using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Requests;

/// <summary>
/// The memory that bodies of requests may take up together while they are read and answered: one bound for all, so that many large requests
/// are refused before the process runs out. Files are not among them, since they are never held whole.
/// </summary>
internal sealed class RequestMemory
{
    private const long Least = 64 << 20;

    // A body as a message, and what is made of it, take several times its bytes.
    private const int Share = 16;
    private long _left;

    public RequestMemory()
        : this(Math.Max(Least, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Share))
    {
    }

    public RequestMemory(long bytes) => _left = bytes;

    /// <summary>Takes a share.</summary>
    /// <param name="bytes">How much.</param>
    /// <exception cref="MlflowException"><c>TEMPORARILY_UNAVAILABLE</c> where so much is not left.</exception>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) < 0)
        {
            Interlocked.Add(ref _left, bytes);
            throw MlflowException.TemporarilyUnavailable("The server holds too many large requests just now; try again.");
        }
    }

    /// <summary>Gives a share back.</summary>
    public void Return(int bytes) => Interlocked.Add(ref _left, bytes);
}
