using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mlops.Hosting.Telemetry;

/// <summary>Tells the log once that something is away, and once that it is back, however often it is asked in between.</summary>
internal sealed class Outages(TimeProvider time, ILogger<Outages> logger)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _away = new(StringComparer.Ordinal);

    /// <summary>Notes that a part does not answer.</summary>
    /// <param name="part">What it is, such as <c>database</c>.</param>
    /// <param name="error">What came instead of an answer.</param>
    public void Began(string part, Exception error)
    {
        if (_away.TryAdd(part, time.GetUtcNow()))
        {
            HostingLog.OutageBegan(logger, error, part);
        }
    }

    /// <summary>Notes that a part answers.</summary>
    public void Ended(string part)
    {
        if (!_away.IsEmpty && _away.TryRemove(part, out var since))
        {
            HostingLog.OutageEnded(logger, part, time.GetUtcNow() - since);
        }
    }
}
